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

    StaffPage(StaffAccounts accounts, Pages pages) {
        this.accounts = accounts;
        this.pages = pages;
    }

    /** @param password of the one made just now, shown once; empty for none */
    record View(List<StaffAccounts.Account> accounts, String login, String password, String trouble) {}

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

    private Uni<Response> show(Staff staff, int status, String login, String password, String trouble) {
        return accounts.all()
                .chain(all -> pages.page("staff", new View(all, login, password, trouble), "人和口令", "staff", staff, ""))
                .map(page -> Pages.html(status, page));
    }
}
