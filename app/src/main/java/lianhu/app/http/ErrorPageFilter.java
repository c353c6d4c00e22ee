package lianhu.app.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import lianhu.adapters.web.support.ErrorPages;
import lianhu.core.web.PageHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Gives a person a page for an error that came without one, or as a document for programs. */
class ErrorPageFilter {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private final ErrorResponses errorResponses;

    ErrorPageFilter(ErrorResponses errorResponses) {
        this.errorResponses = errorResponses;
    }

    @ServerResponseFilter
    void addPage(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        boolean isPage = ErrorPages.isForPerson(path, request::getHeaderString);
        if (response.getStatus() < 400 || !isPage || response.hasEntity() && !isProblem(response.getMediaType())) {
            return;
        }
        response.setEntity(errorResponses.html(path, response.getStatus()), new Annotation[0], HTML);
        PageHeaders.ALL.forEach((name, value) -> response.getHeaders().putSingle(name, value));
    }

    private static boolean isProblem(@Nullable MediaType type) {
        return type != null && type.getSubtype().endsWith("json");
    }
}
