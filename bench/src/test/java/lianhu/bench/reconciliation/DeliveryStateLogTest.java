package lianhu.bench.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DataFolder;
import lianhu.embedded.EmbeddedServers;
import org.junit.jupiter.api.Test;

/** Runs on a real PostgreSQL server. */
class DeliveryStateLogTest {
    @Test
    void recordsAttemptsThatCommittedAndNoOthers() {
        try (Closer closer = new Closer()) {
            // Given
            DataFolder data = closer.register(DataFolder.fresh());
            EmbeddedServers servers =
                    EmbeddedServers.start(data.path(), Path.of(System.getProperty("user.home"), ".cache", "lianhu"));
            closer.register(servers::close);
            BenchDatabase benchDatabase = data.database("postgres");
            benchDatabase.run("CREATE TABLE delivery (id bigint PRIMARY KEY, state text NOT NULL);"
                    + " INSERT INTO delivery VALUES (1, 'PENDING'), (2, 'PENDING'), (3, 'PENDING'), (4, 'UNKNOWN')");

            // When
            Instant before = Instant.now();
            DeliveryStateLog log = DeliveryStateLog.install(benchDatabase);
            benchDatabase.run("UPDATE delivery SET state = 'SENDING' WHERE id IN (1, 2)");
            Instant during = Instant.now();
            benchDatabase.run("UPDATE delivery SET state = 'SENT' WHERE id = 1");
            benchDatabase.run("UPDATE delivery SET state = 'UNKNOWN' WHERE id = 2");
            benchDatabase.run("BEGIN; UPDATE delivery SET state = 'SENDING' WHERE id = 3; ROLLBACK");

            // Then
            List<SendingInterval> attempts = log.attempts();
            assertEquals(
                    Set.of(1L, 2L),
                    Set.copyOf(attempts.stream().map(SendingInterval::delivery).toList()));
            assertEquals(2, attempts.size());
            for (SendingInterval attempt : attempts) {
                assertFalse(attempt.from().isBefore(before) || attempt.from().isAfter(during), attempt.toString());
                assertTrue(attempt.until().isAfter(attempt.from()), attempt.toString());
                assertEquals(attempt.delivery() == 1, attempt.isSent());
            }
            assertEquals(Set.of(2L), log.unknown(), "what was unknown before the run does not count");
        }
    }
}
