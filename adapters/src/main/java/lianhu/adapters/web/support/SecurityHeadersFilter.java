package lianhu.adapters.web.support;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import lianhu.core.web.CsrfCheck;
import lianhu.core.web.PageHeaders;

/** Accepts forms of the gateway's own pages only, and sets the security headers of the public pages. */
@Provider
@PublicPage
public class SecurityHeadersFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private final ExternalUrl externalUrl;

    public SecurityHeadersFilter(ExternalUrl externalUrl) {
        this.externalUrl = externalUrl;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.POST)
                && !CsrfCheck.isAllowed(request::getHeaderString, externalUrl.value())) {
            request.abortWith(Response.status(Response.Status.FORBIDDEN)
                    .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                    .entity("这一页不是从我们这里打开的。请重新扫码，或者从短信里的链接进来。")
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        PageHeaders.ALL.forEach((name, value) -> {
            if (!response.getHeaders().containsKey(name)) {
                response.getHeaders().putSingle(name, value);
            }
        });
    }
}
