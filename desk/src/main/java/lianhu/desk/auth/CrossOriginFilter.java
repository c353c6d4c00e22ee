package lianhu.desk.auth;

import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import lianhu.core.web.CsrfCheck;
import lianhu.desk.format.DeskErrorPages;
import lianhu.templates.CountyContact;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses forms that a page of another site sends: a demonstration has no cookie whose SameSite would do it. */
class CrossOriginFilter {
    /** Created at the first request: filters are created before the settings of a start are known. */
    private final Provider<CountyContact> county;

    CrossOriginFilter(Provider<CountyContact> county) {
        this.county = county;
    }

    @ServerRequestFilter
    public Optional<Response> filter(ContainerRequestContext request) {
        boolean isForm = request.getMethod().equals("POST")
                && DeskErrorPages.isDesk(request.getUriInfo().getRequestUri().getPath());
        return isForm
                        && !CsrfCheck.isAllowed(
                                request::getHeaderString,
                                Optional.of(county.get().publicUrl()))
                ? Optional.of(Response.status(Response.Status.FORBIDDEN).build())
                : Optional.empty();
    }
}
