package lianhu.desk;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import lianhu.core.people.StaffAccounts;
import lianhu.core.ticket.Actor;
import lianhu.desk.login.PasswordFile;
import lianhu.desk.login.Session;
import org.jboss.resteasy.reactive.RestForm;

/** Coming and going. */
@Path("/desk")
public final class LoginPage {
    private static final Staff NOBODY = new Staff(new Actor(Actor.Type.DESK, "", "·"));

    private final Doorkeeper doorkeeper;
    private final Pages pages;
    private final Demonstration demonstration;
    private final StaffAccounts accounts;

    LoginPage(Doorkeeper doorkeeper, Pages pages, Demonstration demonstration, StaffAccounts accounts) {
        this.accounts = accounts;
        this.doorkeeper = doorkeeper;
        this.pages = pages;
        this.demonstration = demonstration;
    }

    /** @param trouble a sentence; empty at first */
    record View(String login, String trouble) {}

    @GET
    @Path("login")
    public Uni<Response> form() {
        return demonstration.isOn() ? Uni.createFrom().item(away("/desk")) : show(200, "");
    }

    /** Deriving the key takes a third of a second: a worker thread does it. */
    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> enter(@RestForm String login, @RestForm String password, @Context HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        boolean isSecure = isSecure(request);
        return accounts.find(orEmpty(login).strip())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(account -> doorkeeper.knock(orEmpty(login), orEmpty(password), orEmpty(address), account))
                .chain(answer -> answer(answer, isSecure));
    }

    private Uni<Response> answer(Doorkeeper.Answer answer, boolean isSecure) {
        return switch (answer) {
            case Doorkeeper.Answer.Welcome welcome ->
                Uni.createFrom()
                        .item(Response.seeOther(URI.create("/desk"))
                                .cookie(cookie(welcome.cookie(), (int) Session.SHIFT.toSeconds(), isSecure))
                                .build());
            case Doorkeeper.Answer.Wrong wrong -> show(401, "登录名或口令不对。口令是第一次启动时打印出来的那一串。");
            case Doorkeeper.Answer.Wait wait -> show(429, "错得太多了，请过 " + seconds(wait.rest()) + " 秒再试。");
            case Doorkeeper.Answer.Closed closed -> show(503, "还没有设口令文件(lianhu.desk.password-file),受理台没有开。");
        };
    }

    @POST
    @Path("logout")
    public Response leave(@Context HttpServerRequest request) {
        return Response.seeOther(URI.create("/desk/login"))
                .cookie(cookie("", 0, isSecure(request)))
                .build();
    }

    private Uni<Response> show(int status, String trouble) {
        return pages.page("login", new View(PasswordFile.LOGIN, trouble), "登录", "", NOBODY, "")
                .map(page -> Pages.html(status, page));
    }

    private static boolean isSecure(HttpServerRequest request) {
        return request.isSSL() || "https".equals(request.getHeader("X-Forwarded-Proto"));
    }

    private static NewCookie cookie(String value, int seconds, boolean isSecure) {
        return new NewCookie.Builder(Session.COOKIE)
                .value(value)
                .path("/desk")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(isSecure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }

    private static long seconds(Duration rest) {
        return rest.toSeconds() + 1;
    }

    @SuppressWarnings("NullAway")
    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    private static Response away(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
