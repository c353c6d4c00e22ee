package lianhu.app.boot;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports readiness, which means that a report can be stored: the database takes a durable write (an empty logical
 * message, which reaches the disk and leaves no row), and the disk of the embedded servers has room.
 */
@Readiness
@ApplicationScoped
class DatabaseHealthCheck implements AsyncHealthCheck {
    private static final String NAME = "database";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final long MIN_FREE_BYTES = 8 * 1024 * 1024;

    private final Pool pool;
    private final Path data;

    DatabaseHealthCheck(Pool pool, AppSettings settings) {
        this.pool = pool;
        this.data = Path.of(settings.dataDir());
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        if (isFull()) {
            return Uni.createFrom().item(down("磁盘满了"));
        }
        return pool.query("SELECT pg_logical_emit_message(true, 'ready', '')")
                .execute()
                .map(written -> HealthCheckResponse.up(NAME))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onFailure()
                .recoverWithItem(e -> down("数据库写不进去"));
    }

    private boolean isFull() {
        try {
            return Files.getFileStore(data).getUsableSpace() < MIN_FREE_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    private static HealthCheckResponse down(String why) {
        return HealthCheckResponse.named(NAME).down().withData("why", why).build();
    }
}
