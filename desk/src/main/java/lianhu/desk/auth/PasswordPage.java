package lianhu.desk.auth;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;

/**
 * 换口令: gives the reader's own account a new password. It is generated like the first one: a password that people think
 * up could be guessed from the hash in a backup.
 */
@Path("/desk/password")
@Authenticated
public final class PasswordPage {
    private final StaffAuthenticator staffAuthenticator;
    private final LoginPage loginPage;
    private final PageRenderer pageRenderer;
    private final DemoMode demoMode;

    PasswordPage(
            StaffAuthenticator staffAuthenticator, LoginPage loginPage, PageRenderer pageRenderer, DemoMode demoMode) {
        this.staffAuthenticator = staffAuthenticator;
        this.loginPage = loginPage;
        this.pageRenderer = pageRenderer;
        this.demoMode = demoMode;
    }

    /**
     * @param isShared whether this is the login that several people share
     * @param password the new password, shown once; empty before the change
     * @param trouble why the last try failed; empty at first
     */
    public record View(String login, boolean isShared, String password, String trouble) {}

    @GET
    public Uni<Response> form(@Context ContainerRequestContext request) {
        return demoMode.isOn() ? PageRenderer.redirect("/desk") : render(CurrentStaff.of(request), 200, "", "");
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> change(
            @RestForm String current, @Context ContainerRequestContext request, @Context HttpServerRequest http) {
        if (demoMode.isOn()) {
            return PageRenderer.redirect("/desk");
        }
        StaffMember staffMember = CurrentStaff.of(request);
        boolean isSecure = loginPage.isSecure(http);
        return staffAuthenticator
                .changePassword(staffMember.login(), LoginPage.orEmpty(current), loginPage.address(http))
                .chain(result -> respond(result, staffMember, isSecure));
    }

    private Uni<Response> respond(StaffAuthenticator.PasswordChange result, StaffMember staffMember, boolean isSecure) {
        return switch (result) {
            case StaffAuthenticator.PasswordChange.Changed changed ->
                render(staffMember, 200, changed.password(), "")
                        .map(page -> Response.fromResponse(page)
                                .cookie(StaffSession.cookie(changed.cookie(), isSecure))
                                .build());
            case StaffAuthenticator.PasswordChange.WrongPassword wrong -> render(staffMember, 422, "", "现在的口令不对，没有换。");
            case StaffAuthenticator.PasswordChange.Throttled throttled ->
                render(staffMember, 429, "", "错得太多了，请过 " + (throttled.delay().toSeconds() + 1) + " 秒再试。");
        };
    }

    private Uni<Response> render(StaffMember staffMember, int status, String password, String trouble) {
        boolean isShared = staffMember.login().equals(BootstrapPasswordFile.LOGIN);
        return pageRenderer
                .page(
                        "password",
                        new View(staffMember.login(), isShared, password, trouble),
                        "换口令",
                        "staff",
                        staffMember,
                        "")
                .map(page -> PageRenderer.html(status, page));
    }
}
