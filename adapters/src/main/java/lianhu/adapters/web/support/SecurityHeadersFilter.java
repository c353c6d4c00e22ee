package lianhu.adapters.web.support;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Forms are taken from our own pages only, and pages run nothing that is not ours. */
@Provider
@PublicPage
public class SecurityHeadersFilter implements ContainerRequestFilter, ContainerResponseFilter {
    /** blob: shows a photo before it is sent. */
    private static final String POLICY = "default-src 'self'; img-src 'self' blob:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private final SameOriginCheck sameOriginCheck;

    public SecurityHeadersFilter(SameOriginCheck sameOriginCheck) {
        this.sameOriginCheck = sameOriginCheck;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.POST) && !sameOriginCheck.isAllowed(request::getHeaderString)) {
            request.abortWith(Response.status(Response.Status.FORBIDDEN)
                    .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                    .entity("这一页不是从我们这里打开的。请重新扫码，或者从短信里的链接进来。")
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("Content-Security-Policy", POLICY);
        headers.putSingle("X-Content-Type-Options", "nosniff");
        // A unit head's link is a secret, and a receipt number nearly one.
        headers.putSingle("Referrer-Policy", "same-origin");
        if (!headers.containsKey("Cache-Control")) {
            headers.putSingle("Cache-Control", "no-store");
        }
    }
}
