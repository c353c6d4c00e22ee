package lianhu.desk.auth;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.stream.Collectors;
import lianhu.core.ticket.Actor;
import lianhu.core.web.ClientAddress;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import lianhu.templates.CountyContact;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Login and logout. */
@Path("/desk")
@PermitAll
public final class LoginPage {
    private static final StaffMember NOBODY = new StaffMember(new Actor(Actor.Type.DESK, "", "·"));

    private final StaffAuthenticator staffAuthenticator;
    private final PageRenderer pageRenderer;
    private final DemoMode demoMode;
    private final CountyContact county;
    private final boolean isForwarding;

    LoginPage(
            StaffAuthenticator staffAuthenticator,
            PageRenderer pageRenderer,
            DemoMode demoMode,
            CountyContact county,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean isForwarding) {
        this.staffAuthenticator = staffAuthenticator;
        this.pageRenderer = pageRenderer;
        this.demoMode = demoMode;
        this.county = county;
        this.isForwarding = isForwarding;
    }

    /**
     * @param trouble why the last try failed; empty at first
     * @param back the page to which the login leads
     */
    public record View(String login, String trouble, String back) {}

    @GET
    @Path("login")
    public Uni<Response> form(@RestQuery String back) {
        return demoMode.isOn()
                ? Uni.createFrom().item(redirect(ReturnPath.of(back)))
                : render(200, "", ReturnPath.of(back));
    }

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> login(
            @RestForm String login,
            @RestForm String password,
            @RestForm String back,
            @Context HttpServerRequest request) {
        boolean isSecure = isSecure(request);
        return staffAuthenticator
                .login(orEmpty(login), orEmpty(password), address(request), cookies(request))
                .chain(result -> respond(result, isSecure, ReturnPath.of(back)));
    }

    Uni<Response> respond(StaffAuthenticator.LoginResult loginResult, boolean isSecure, String back) {
        return switch (loginResult) {
            case StaffAuthenticator.LoginResult.Success success ->
                Uni.createFrom()
                        .item(PageRenderer.seeOther(back)
                                .cookie(
                                        StaffSession.cookie(success.cookie(), isSecure),
                                        success.device().toCookie(isSecure))
                                .build());
            case StaffAuthenticator.LoginResult.BadCredentials badCredentials ->
                render(401, "登录名或口令不对。desk 的口令在第一次启动时打印；别的登录名的口令，问给您建号的人。", back);
            case StaffAuthenticator.LoginResult.Throttled throttled ->
                throttled(throttled.delay().toSeconds() + 1, back);
            case StaffAuthenticator.LoginResult.Disabled disabled ->
                render(503, "还没有设口令文件（lianhu.desk.password-file），受理台没有开。", back);
        };
    }

    @POST
    @Path("logout")
    public Uni<Response> logout(@CookieParam(StaffSession.COOKIE) String cookie, @Context HttpServerRequest request) {
        boolean isSecure = isSecure(request);
        return staffAuthenticator
                .logout(orEmpty(cookie))
                .map(ended -> Response.fromResponse(redirect("/desk/login"))
                        .cookie(StaffSession.cookie("", isSecure))
                        .build());
    }

    private Uni<Response> render(int status, String trouble, String back) {
        return pageRenderer
                .page("login", new View(BootstrapPasswordFile.LOGIN, trouble, back), "登录", "", NOBODY, "")
                .map(page -> PageRenderer.html(status, page));
    }

    private Uni<Response> throttled(long seconds, String back) {
        return render(429, "错得太多了，请过 " + seconds + " 秒再试。在这台电脑上登录过的人不受影响。", back)
                .map(page -> Response.fromResponse(page)
                        .header("Retry-After", seconds)
                        .build());
    }

    /** The headers of a proxy count only where the settings name it; Quarkus applies them. */
    boolean isSecure(HttpServerRequest request) {
        return request.isSSL() || county.publicUrl().startsWith("https:");
    }

    String address(HttpServerRequest request) {
        // Makes Quarkus judge the peer, which sets or removes the header of a trusted proxy.
        SocketAddress _ = request.remoteAddress();
        SocketAddress peer = request.connection().remoteAddress();
        return ClientAddress.of(peer == null ? null : peer.hostAddress(), isForwarding, request::getHeader)
                .value();
    }

    private static Map<String, String> cookies(HttpServerRequest request) {
        return request.cookies().stream()
                .collect(Collectors.toMap(Cookie::getName, Cookie::getValue, (one, other) -> one));
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Response redirect(String path) {
        return PageRenderer.seeOther(path).build();
    }
}
