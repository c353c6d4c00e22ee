package lianhu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;

/** A real Asterisk for tests, fetched into the user's cache. Where it cannot be had the test is skipped by name. */
public final class AsteriskForTests {
    static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "lianhu");

    /** Other accounts may enter, so that root can hand folders over to one. */
    public static Path newData() {
        try {
            var data = Files.createTempDirectory("lianhu-asterisk");
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With {@code CI=true} an Asterisk that cannot be had fails the test. */
    public static EmbeddedAsterisk start(Path data) {
        try {
            return EmbeddedAsterisk.start(data, CACHE);
        } catch (EmbeddedException e) {
            throw skipped(e);
        }
    }

    /** The description of ARI that belongs to this version: files such as {@code channels.json}. */
    public static Path restApi() {
        try {
            return AsteriskBinaries.ofThisMachine(CACHE).home().resolve("usr/share/asterisk/rest-api");
        } catch (EmbeddedException e) {
            throw skipped(e);
        }
    }

    public static void delete(Path data) {
        ChildJvm.run("rm", "-rf", data.toString());
    }

    static RuntimeException skipped(EmbeddedException e) {
        if (e.failure() == StartFailure.UNUSABLE_BINARIES && !"true".equals(System.getenv("CI"))) {
            Assumptions.abort(String.valueOf(e.getMessage()));
        }
        return e;
    }

    private AsteriskForTests() {}
}
