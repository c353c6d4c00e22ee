package lianhu.desk;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.core.people.StaffAccounts;
import lianhu.desk.login.PasswordFile;
import lianhu.desk.login.Verifier;
import org.jboss.resteasy.reactive.RestForm;

/** 人和口令: a log-in of her own for everybody at the desk, so that two persons are two. */
@Path("/desk/staff")
public final class StaffPage {
    private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9.]{1,30}");
    private static final int LONGEST_NAME = 20;

    private final StaffAccounts accounts;
    private final Pages pages;
    private final InstantSource clock;

    StaffPage(StaffAccounts accounts, Pages pages, InstantSource clock) {
        this.accounts = accounts;
        this.pages = pages;
        this.clock = clock;
    }

    /** @param password of the one made just now, shown once; empty for none */
    record View(List<Row> accounts, String login, String password, String trouble) {}

    /** @param isOwn of whoever looks: she does not shut herself out */
    record Row(String login, String name, String made, boolean isOwn) {}

    @GET
    public Uni<Response> staff(@Context ContainerRequestContext request) {
        return show(Gate.staff(request), 200, "", "", "");
    }

    /** Deriving the verifier takes a third of a second: a worker thread does it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Blocking
    public Uni<Response> add(@RestForm String login, @RestForm String name, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        String wanted = Optional.ofNullable(login).orElse("").strip();
        String called = Optional.ofNullable(name)
                .orElse("")
                .replaceAll("[\\p{Cc}|]", "")
                .strip();
        if (!LOGIN.matcher(wanted).matches() || wanted.equals(PasswordFile.LOGIN)) {
            return show(staff, 422, "", "", "登录名用小写字母和点，例如 chen.jing；desk 已经有了。");
        }
        if (called.isEmpty() || called.length() > LONGEST_NAME) {
            return show(staff, 422, "", "", "姓名要写，20 个字以内。");
        }
        Verifier.Made made = Verifier.make();
        return accounts.add(
                        new StaffAccounts.Account(wanted, called, made.verifier()),
                        staff.person().id())
                .chain(isNew -> isNew
                        ? show(staff, 200, wanted, made.password(), "")
                        : show(staff, 409, "", "", "这个登录名有人用了，换一个。"));
    }

    @POST
    @Path("withdraw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> withdraw(@RestForm String login, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        String name = Optional.ofNullable(login).orElse("");
        return name.equals(staff.login())
                ? show(staff, 422, "", "", "不能收回自己的登录名，请另一个人来收。")
                : accounts.withdraw(name)
                        .chain(isGone ->
                                isGone ? show(staff, 200, "", "", "") : show(staff, 404, "", "", "没有这个登录名，也许已经收回了。"));
    }

    private Uni<Response> show(Staff staff, int status, String login, String password, String trouble) {
        return accounts.all()
                .chain(all -> pages.page(
                        "staff", new View(rows(all, staff), login, password, trouble), "人和口令", "staff", staff, ""))
                .map(page -> Pages.html(status, page));
    }

    private List<Row> rows(List<StaffAccounts.Entry> all, Staff staff) {
        return all.stream()
                .map(one -> new Row(
                        one.login(),
                        one.name(),
                        Times.past(one.madeAt(), clock.instant())
                                + (one.madeBy().isEmpty() ? "" : "，" + maker(one.madeBy(), all)),
                        one.login().equals(staff.login())))
                .toList();
    }

    /** By the name she goes by here, if she still does. */
    private static String maker(String person, List<StaffAccounts.Entry> all) {
        String login = person.substring(person.indexOf(':') + 1);
        return all.stream()
                        .filter(one -> one.login().equals(login))
                        .map(StaffAccounts.Entry::name)
                        .findFirst()
                        .orElse(login)
                + "建的";
    }
}
