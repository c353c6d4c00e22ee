package lianhu.desk.staff;

import io.quarkus.security.Authenticated;
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
import lianhu.core.deadline.ChineseTime;
import lianhu.core.report.TextSanitizer;
import lianhu.core.roster.StaffAccounts;
import lianhu.desk.auth.BootstrapPasswordFile;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.auth.PasswordHash;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;

/** 人和口令: one account for each member of staff, so that two-person rules see two persons. */
@Path("/desk/staff")
@Authenticated
public final class StaffPage {
    private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9.]{1,30}");
    private static final int MAX_NAME_LENGTH = 20;

    private final StaffAccounts accounts;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    StaffPage(StaffAccounts accounts, PageRenderer pageRenderer, InstantSource clock) {
        this.accounts = accounts;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /** @param password the password of a new account, shown once; empty for none */
    record View(List<Row> accounts, String login, String password, String trouble) {}

    /** @param isOwn whether this is the account of the reader, which the reader cannot withdraw */
    record Row(String login, String name, String made, boolean isOwn) {}

    @GET
    public Uni<Response> staff(@Context ContainerRequestContext request) {
        return render(CurrentStaff.of(request), 200, "", "", "");
    }

    /** Hashing the password takes a third of a second: a worker thread does it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Blocking
    public Uni<Response> add(@RestForm String login, @RestForm String name, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        String wanted = Optional.ofNullable(login).orElse("").strip();
        String called = TextSanitizer.singleLine(name);
        if (!LOGIN.matcher(wanted).matches() || wanted.equals(BootstrapPasswordFile.LOGIN)) {
            return render(staffMember, 422, "", "", "登录名用小写字母和点，例如 chen.jing；desk 已经有了。");
        }
        if (called.isEmpty() || TextSanitizer.length(called) > MAX_NAME_LENGTH) {
            return render(staffMember, 422, "", "", "姓名要写，20 个字以内。");
        }
        PasswordHash.GeneratedPassword generatedPassword = PasswordHash.generate();
        return accounts.add(
                        new StaffAccounts.Account(wanted, called, generatedPassword.hash()),
                        staffMember.person().id())
                .chain(isNew -> isNew
                        ? render(staffMember, 200, wanted, generatedPassword.password(), "")
                        : render(staffMember, 409, "", "", "这个登录名有人用了，换一个。"));
    }

    @POST
    @Path("withdraw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> withdraw(@RestForm String login, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        String name = Optional.ofNullable(login).orElse("");
        return name.equals(staffMember.login())
                ? render(staffMember, 422, "", "", "不能收回自己的登录名，请另一个人来收。")
                : accounts.withdraw(name)
                        .chain(isGone -> isGone
                                ? render(staffMember, 200, "", "", "")
                                : render(staffMember, 404, "", "", "没有这个登录名，也许已经收回了。"));
    }

    private Uni<Response> render(StaffMember staffMember, int status, String login, String password, String trouble) {
        return accounts.all()
                .chain(all -> pageRenderer.page(
                        "staff",
                        new View(rows(all, staffMember), login, password, trouble),
                        "人和口令",
                        "staff",
                        staffMember,
                        ""))
                .map(page -> PageRenderer.html(status, page));
    }

    private List<Row> rows(List<StaffAccounts.Entry> all, StaffMember staffMember) {
        return all.stream()
                .map(one -> new Row(
                        one.login(),
                        one.name(),
                        ChineseTime.formatPast(one.createdAt(), clock.instant())
                                + (one.createdBy().isEmpty() ? "" : "，" + createdBy(one.createdBy(), all)),
                        one.login().equals(staffMember.login())))
                .toList();
    }

    /** With the name of the creating account, or its login if it was withdrawn. */
    private static String createdBy(String person, List<StaffAccounts.Entry> all) {
        String login = person.substring(person.indexOf(':') + 1);
        return all.stream()
                        .filter(one -> one.login().equals(login))
                        .map(StaffAccounts.Entry::name)
                        .findFirst()
                        .orElse(login)
                + "建的";
    }
}
