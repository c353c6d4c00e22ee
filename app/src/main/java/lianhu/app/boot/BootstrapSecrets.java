package lianhu.app.boot;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import lianhu.adapters.api.ApiKeys;
import lianhu.adapters.crypto.FieldEncryption;

/**
 * Creates the secrets of the first start: the password of the staff, shown until it is used, and the API key of the
 * administrator, in a file.
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

    /** Shows the first password at every start until somebody has logged in with it. */
    public static void showFirstPassword(Path data, FieldEncryption fieldEncryption) {
        new FirstPassword(data.resolve("desk-password"), fieldEncryption)
                .unused()
                .ifPresent(password -> System.out.println("┃ 受理台第一次登录：用户 desk，密码 " + password + "（登录过一次就不再显示，请记下）"));
    }

    public void ensureAdminKey() {
        keys.ensureAdmin(Path.of(settings.dataDir(), "api-key")).await().atMost(TIMEOUT);
    }
}
