package lianhu.desk.auth;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.net.URI;
import lianhu.desk.format.DeskErrorPages;
import lianhu.desk.format.StaffMember;
import org.jspecify.annotations.Nullable;

/** Identifies staff by the signed session cookie, and sends a browser without one to the login page, from which it comes back. */
@ApplicationScoped
class StaffAuthenticationMechanism implements HttpAuthenticationMechanism {
    /** Created at the first request: mechanisms are created before the settings of a start are known. */
    private final Provider<StaffAuthenticator> staffAuthenticator;

    StaffAuthenticationMechanism(Provider<StaffAuthenticator> staffAuthenticator) {
        this.staffAuthenticator = staffAuthenticator;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        return Uni.createFrom().deferred(() -> {
            if (!DeskErrorPages.isDesk(context.request().path())) {
                return Uni.createFrom().nullItem();
            }
            Cookie cookie = context.request().getCookie(StaffSession.COOKIE);
            return staffAuthenticator
                    .get()
                    .authenticate(cookie == null ? "" : cookie.getValue())
                    .map(found ->
                            found.map(StaffAuthenticationMechanism::identity).orElse(null));
        });
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().deferred(() -> Uni.createFrom().item(challenge(context.request())));
    }

    static ChallengeData challenge(HttpServerRequest request) {
        if (!DeskErrorPages.isDesk(request.path())) {
            return new ChallengeData(401);
        }
        if (request.getHeader("HX-Request") != null) {
            // A part of a page: the page itself stays, with what is typed in it, and offers the login.
            return new ChallengeData(401);
        }
        if (request.method().equals(HttpMethod.GET)) {
            boolean isPage = !String.valueOf(request.getHeader("Accept")).contains("event-stream");
            return isPage ? login(request.uri()) : new ChallengeData(401);
        }
        boolean isForm = String.valueOf(request.getHeader("Accept")).contains("text/html");
        return isForm ? login(pathOf(request.getHeader("Referer"))) : new ChallengeData(401);
    }

    private static ChallengeData login(String back) {
        return new ChallengeData(303, "Location", ReturnPath.login(back));
    }

    /** The page that holds the form; another site's address is ignored by {@link ReturnPath}. */
    private static String pathOf(@Nullable String referer) {
        try {
            URI page = URI.create(referer == null ? "" : referer);
            return page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static SecurityIdentity identity(StaffMember member) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new CurrentStaff.StaffPrincipal(member))
                .build();
    }
}
