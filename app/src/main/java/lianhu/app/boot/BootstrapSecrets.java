package lianhu.app.boot;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import lianhu.adapters.api.ApiKeys;
import lianhu.desk.auth.BootstrapPasswordFile;

/** What the first start makes: the staff's password, shown once, and the admin's API key, in a file. */
@ApplicationScoped
public class BootstrapSecrets {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ApiKeys keys;
    private final AppSettings settings;

    BootstrapSecrets(ApiKeys keys, AppSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /**
     * Before anything else can open the file, and shown at once: a start that is stopped a moment later, by a wrong setting,
     * must not take the password along.
     */
    public static void createPassword(Path data) {
        BootstrapPasswordFile.open(data.resolve("desk-password"))
                .password()
                .ifPresent(password -> System.out.println("┃ 受理台第一次登录：用户 desk，密码 " + password + "（只显示这一次，请记下）"));
    }

    public void ensureAdminKey() {
        keys.ensureAdmin(Path.of(settings.dataDir(), "api-key")).await().atMost(LONGEST);
    }
}
