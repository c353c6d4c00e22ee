package lianhu.desk.auth;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses forms that a page of another site sends: a demonstration has no cookie whose SameSite would do it. */
final class CrossOriginFilter {
    @ServerRequestFilter
    Optional<Response> filter(ContainerRequestContext request) {
        return request.getMethod().equals("POST")
                        && StaffAuthenticationMechanism.isDesk(
                                request.getUriInfo().getRequestUri().getPath())
                        && isCrossOrigin(request)
                ? Optional.of(Response.status(Response.Status.FORBIDDEN).build())
                : Optional.empty();
    }

    private static boolean isCrossOrigin(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeaderString("Origin");
        String host = request.getHeaderString("Host");
        return origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host);
    }
}
