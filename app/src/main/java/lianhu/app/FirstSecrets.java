package lianhu.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.adapters.api.ApiKeys;
import lianhu.desk.login.PasswordFile;
import org.jspecify.annotations.Nullable;

/** What the first start makes: the staff's password, shown once, and the admin's API key, in a file. */
@ApplicationScoped
class FirstSecrets {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final AtomicReference<@Nullable String> SHOWN_ONCE = new AtomicReference<>();

    private final ApiKeys keys;
    private final AppSettings settings;

    FirstSecrets(ApiKeys keys, AppSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /** Before anything can open the file: whoever opens it first is the one who learns the password. */
    static void makePassword(Path data) {
        PasswordFile.open(data.resolve("desk-password")).password().ifPresent(SHOWN_ONCE::set);
    }

    void ensureAdminKey() {
        keys.ensureAdmin(Path.of(settings.dataDir(), "api-key")).await().atMost(LONGEST);
    }

    /** Empty when it was shown before. */
    Optional<String> password() {
        return Optional.ofNullable(SHOWN_ONCE.getAndSet(null));
    }
}
