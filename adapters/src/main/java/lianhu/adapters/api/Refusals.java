package lianhu.adapters.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.report.StoreUnavailableException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Everything that ends a request of the interface, as a problem. */
class Refusals {
    @ServerExceptionMapper
    Response refused(Refusal refusal) {
        return refusal.problem().response();
    }

    @ServerExceptionMapper
    Response busy(ReportSubmission.OverloadException overloadException) {
        return Problem.busy().response();
    }

    @ServerExceptionMapper
    Response away(StoreUnavailableException away) {
        return Problem.busy().response();
    }

    /** What the framework refused by itself, with nothing said. */
    @Keyed
    @ServerResponseFilter
    public void explain(ContainerResponseContext response) {
        if (response.getStatus() >= 400 && !response.hasEntity()) {
            response.setEntity(
                    Problem.of("refused-request", response.getStatus(), "请求写得不对", "请对照 /q/openapi 改一改：路径、方法、正文都要合。"),
                    new Annotation[0],
                    MediaType.valueOf(Problem.TYPE));
        }
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException e) {
        return Problem.malformed("正文应是 JSON，见 /q/openapi。").response();
    }
}
