package lianhu.adapters.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.query.InvalidCursorException;
import lianhu.core.report.StoreUnavailableException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Maps the failures of an API request to problem documents. */
class ApiExceptionMappers {
    @ServerExceptionMapper
    Response apiException(ApiException apiException) {
        return apiException.problem().toResponse();
    }

    @ServerExceptionMapper
    Response overloaded(ReportSubmission.OverloadException overloadException) {
        return Problem.overloaded().toResponse();
    }

    @ServerExceptionMapper
    Response unavailable(StoreUnavailableException away) {
        return Problem.overloaded().toResponse();
    }

    @ServerExceptionMapper
    Response invalidCursor(InvalidCursorException invalid) {
        return Problem.malformed(String.valueOf(invalid.getMessage())).toResponse();
    }

    /** Adds a problem document to an error response that the framework made without a body. */
    @RequiresApiKey
    @ServerResponseFilter
    public void addProblemBody(ContainerResponseContext response) {
        if (response.getStatus() >= 400 && !response.hasEntity()) {
            response.setEntity(
                    Problem.of("refused-request", response.getStatus(), "请求写得不对", "请对照 /q/openapi 改一改：路径、方法、正文都要合。"),
                    new Annotation[0],
                    MediaType.valueOf(Problem.TYPE));
        }
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException e) {
        return Problem.malformed("正文应是 JSON，见 /q/openapi。").toResponse();
    }
}
