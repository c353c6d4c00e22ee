package lianhu.adapters.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.core.Response;
import lianhu.core.Reports;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Everything that ends a request of the interface, as a problem. */
class Refusals {
    @ServerExceptionMapper
    Response refused(Refusal refusal) {
        return refusal.problem().response();
    }

    @ServerExceptionMapper
    Response busy(Reports.Busy busy) {
        return Problem.busy().response();
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException e) {
        return Problem.malformed("正文应是 JSON，见 /q/openapi。").response();
    }
}
