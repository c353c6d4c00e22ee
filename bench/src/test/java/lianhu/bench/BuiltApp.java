package lianhu.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import lianhu.bench.harness.InstalledApp;
import org.junit.jupiter.api.Assumptions;

/** The gateway built by the module {@code app}; the launcher's cache folder holds the unpacked servers. */
final class BuiltApp {
    private static final Path MODULE_BEFORE = Path.of("..", "app", "target", "quarkus-app");

    static InstalledApp program() {
        Path app = Path.of(System.getProperty("lianhu.bench.app", MODULE_BEFORE.toString()))
                .toAbsolutePath()
                .normalize();
        Assumptions.assumeTrue(
                Files.exists(app.resolve("quarkus-run.jar")),
                "the gateway is not built, so it cannot be started as a process: run mvn verify, or ./lianhu test");
        return new InstalledApp(app, Path.of(System.getProperty("java.home"), "bin", "java"), cache());
    }

    private static Path cache() {
        String home = Objects.requireNonNullElse(System.getenv("HOME"), System.getProperty("java.io.tmpdir"));
        String caches = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), home + "/.cache");
        return Path.of(caches, "lianhu");
    }

    private BuiltApp() {}
}
