package lianhu.app.demo;

import io.quarkus.test.junit.QuarkusMock;
import java.util.Optional;

/** In a test the database belongs to the environment and not to the program: names its process to the demonstration. */
public final class KillableDatabase extends EmbeddedDatabase {
    private final ProcessHandle process;

    private KillableDatabase(ProcessHandle process) {
        this.process = process;
    }

    /** For the rest of the running test. */
    public static void install(ProcessHandle process) {
        QuarkusMock.installMockForType(new KillableDatabase(process), EmbeddedDatabase.class);
    }

    @Override
    Optional<ProcessHandle> process() {
        return Optional.of(process);
    }
}
