package lianhu.app.demo;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import lianhu.app.boot.EmbeddedServersLifecycle;

/** The embedded PostgreSQL of this program, which is started again when it dies. */
@ApplicationScoped
class EmbeddedDatabase {
    /** Empty where another database is configured. */
    Optional<ProcessHandle> process() {
        return EmbeddedServersLifecycle.postgresPid().stream()
                .mapToObj(ProcessHandle::of)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
