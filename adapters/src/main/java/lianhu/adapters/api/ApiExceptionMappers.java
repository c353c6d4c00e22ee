package lianhu.adapters.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.query.InvalidCursorException;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Maps the failures of an API request to problem documents. */
class ApiExceptionMappers {
    private static final Logger LOG = Logger.getLogger(ApiExceptionMappers.class);

    private final HtmlResponses htmlResponses;

    ApiExceptionMappers(HtmlResponses htmlResponses) {
        this.htmlResponses = htmlResponses;
    }

    @ServerExceptionMapper
    Response apiException(ApiException apiException) {
        return apiException.problem().toResponse();
    }

    @ServerExceptionMapper
    Response overloaded(ReportSubmission.OverloadException overloadException) {
        return Problem.overloaded().toResponse();
    }

    @ServerExceptionMapper
    Response invalidCursor(InvalidCursorException invalid) {
        return Problem.malformed(String.valueOf(invalid.getMessage())).toResponse();
    }

    /** Any other failure of the API, or of a page that maps none itself. Nothing of the request reaches the log. */
    @ServerExceptionMapper
    Uni<Response> otherFailure(Throwable failure, ContainerRequestContext request) {
        boolean isApi = request.getUriInfo().getPath().startsWith("/api/");
        return isApi && !(failure instanceof WebApplicationException)
                ? Uni.createFrom().item(toResponse(failure, request.getMethod().equals(HttpMethod.GET)))
                : htmlResponses.failure(failure);
    }

    static Response toResponse(Throwable failure, boolean isRead) {
        return switch (PgErrors.translate(failure)) {
            case StoreUnavailableException unavailable ->
                (isRead ? Problem.unreadable() : Problem.overloaded()).toResponse();
            case ReportRejectedException rejected ->
                Problem.malformed("有一处写了存不下的字符，或者超出了范围。").toResponse();
            default -> {
                LOG.error("a request of the API failed", PgErrors.withoutMessage(failure));
                yield Problem.internalError().toResponse();
            }
        };
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
