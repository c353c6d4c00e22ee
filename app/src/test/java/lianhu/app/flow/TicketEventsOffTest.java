package lianhu.app.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import lianhu.app.support.GatewayTestResource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class TicketEventsOffTest {
    @Inject
    Pool pool;

    @Test
    void withoutServersNothingOfKafkaRuns() {
        // When
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("kafka"))
                .toList();
        long leases = pool.query("SELECT count(*) FROM ticket_event_feed WHERE locked_by IS NOT NULL")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);

        // Then
        assertEquals(List.of(), threads);
        assertEquals(0, leases);
    }
}
