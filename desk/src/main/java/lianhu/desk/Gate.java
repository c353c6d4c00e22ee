package lianhu.desk;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import lianhu.core.people.StaffAccounts;
import lianhu.desk.login.Session;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Stands before every page of the desk: who is not known goes to the log-in, and no other site may act in a visitor's name. */
@Singleton
public final class Gate {
    static final String STAFF = "lianhu.desk.staff";
    private static final String LOGIN = "/desk/login";

    /** Filters are made before the settings of a start are known, so whom they ask is asked for late. */
    private final Provider<Doorkeeper> doorkeeper;

    private final Provider<StaffAccounts> accounts;

    Gate(Provider<Doorkeeper> doorkeeper, Provider<StaffAccounts> accounts) {
        this.doorkeeper = doorkeeper;
        this.accounts = accounts;
    }

    @ServerRequestFilter
    public Uni<@Nullable Response> pass(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getPath();
        if (!path.equals("/desk") && !path.startsWith("/desk/")) {
            return Uni.createFrom().nullItem();
        }
        if (isFromElsewhere(request)) {
            return answer(Response.status(Response.Status.FORBIDDEN).build());
        }
        if (path.equals(LOGIN)) {
            return Uni.createFrom().nullItem();
        }
        Cookie cookie = request.getCookies().get(Session.COOKIE);
        Optional<Staff> staff = doorkeeper.get().admit(cookie == null ? "" : cookie.getValue());
        if (staff.isEmpty()) {
            return answer(turnAway(request));
        }
        request.setProperty(STAFF, staff.get());
        // A log-in that was withdrawn ends the shift of whoever is in.
        return doorkeeper.get().hasAccount(staff.get())
                ? accounts.get().find(staff.get().login()).map(known -> known.isPresent() ? null : turnAway(request))
                : Uni.createFrom().nullItem();
    }

    private static Uni<@Nullable Response> answer(Response response) {
        return Uni.createFrom().item(response);
    }

    static Staff staff(ContainerRequestContext request) {
        if (request.getProperty(STAFF) instanceof Staff staff) {
            return staff;
        }
        throw new IllegalStateException("the gate was not passed");
    }

    /** Browsers name the page a post comes from; a demonstration has no cookie that would keep strangers' pages out. */
    private static boolean isFromElsewhere(ContainerRequestContext request) {
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

    private static Response turnAway(ContainerRequestContext request) {
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
