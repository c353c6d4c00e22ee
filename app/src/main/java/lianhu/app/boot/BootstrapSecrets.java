package lianhu.app.boot;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import lianhu.adapters.api.ApiKeys;
import lianhu.desk.auth.BootstrapPasswordFile;

/**
 * Creates the secrets of the first start: the password of the staff, shown once, and the API key of the administrator,
 * in a file.
 */
@ApplicationScoped
public class BootstrapSecrets {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ApiKeys keys;
    private final AppSettings settings;

    BootstrapSecrets(ApiKeys keys, AppSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /**
     * The file is written first and the password shown immediately: a start that a wrong setting stops a moment later
     * must not lose the password.
     */
    public static void createPassword(Path data) {
        BootstrapPasswordFile.open(data.resolve("desk-password"))
                .password()
                .ifPresent(password -> System.out.println("┃ 受理台第一次登录：用户 desk，密码 " + password + "（只显示这一次，请记下）"));
    }

    public void ensureAdminKey() {
        keys.ensureAdmin(Path.of(settings.dataDir(), "api-key")).await().atMost(TIMEOUT);
    }
}
