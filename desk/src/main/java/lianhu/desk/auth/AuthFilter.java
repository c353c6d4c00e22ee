package lianhu.desk.auth;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import lianhu.core.roster.StaffAccounts;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Stands before every page of the desk: who is not known goes to the log-in, and no other site may act in a visitor's name. */
@Singleton
public final class AuthFilter {
    static final String STAFF = "lianhu.desk.staff";
    private static final String LOGIN = "/desk/login";

    /** Filters are made before the settings of a start are known, so whom they ask is asked for late. */
    private final Provider<StaffAuthenticator> staffAuthenticator;

    private final Provider<StaffAccounts> accounts;

    AuthFilter(Provider<StaffAuthenticator> staffAuthenticator, Provider<StaffAccounts> accounts) {
        this.staffAuthenticator = staffAuthenticator;
        this.accounts = accounts;
    }

    @ServerRequestFilter
    public Uni<@Nullable Response> filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getPath();
        if (!path.equals("/desk") && !path.startsWith("/desk/")) {
            return Uni.createFrom().nullItem();
        }
        if (isCrossOrigin(request)) {
            return respond(Response.status(Response.Status.FORBIDDEN).build());
        }
        if (path.equals(LOGIN)) {
            return Uni.createFrom().nullItem();
        }
        Cookie cookie = request.getCookies().get(StaffSession.COOKIE);
        Optional<StaffMember> staffMember =
                staffAuthenticator.get().authenticate(cookie == null ? "" : cookie.getValue());
        if (staffMember.isEmpty()) {
            return respond(reject(request));
        }
        request.setProperty(STAFF, staffMember.get());
        // A log-in that was withdrawn ends the shift of whoever is in.
        return staffAuthenticator.get().hasAccount(staffMember.get())
                ? accounts.get()
                        .find(staffMember.get().login())
                        .map(known -> known.isPresent() ? null : reject(request))
                : Uni.createFrom().nullItem();
    }

    private static Uni<@Nullable Response> respond(Response response) {
        return Uni.createFrom().item(response);
    }

    public static StaffMember staff(ContainerRequestContext request) {
        if (request.getProperty(STAFF) instanceof StaffMember staffMember) {
            return staffMember;
        }
        throw new IllegalStateException("the gate was not passed");
    }

    /** Browsers name the page a post comes from; a demonstration has no cookie that would keep strangers' pages out. */
    private static boolean isCrossOrigin(ContainerRequestContext request) {
        if (!request.getMethod().equals("POST")) {
            return false;
        }
        String site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeaderString("Origin");
        String host = request.getHeaderString("Host");
        return origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host);
    }

    private static Response reject(ContainerRequestContext request) {
        if (request.getHeaderString("HX-Request") != null) {
            return Response.status(Response.Status.UNAUTHORIZED)
                    .header("HX-Redirect", LOGIN)
                    .build();
        }
        boolean isPage = request.getMethod().equals("GET")
                && !String.valueOf(request.getHeaderString("Accept")).contains("event-stream");
        return isPage
                ? Response.seeOther(URI.create(LOGIN)).build()
                : Response.status(Response.Status.UNAUTHORIZED).build();
    }
}
