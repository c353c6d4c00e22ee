package lianhu.app.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import lianhu.app.support.ApiClient;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.KafkaBroker;
import lianhu.app.support.KafkaTestResource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every committed event reaches a real Kafka at least once and in the order of its ticket, also when the broker is killed. */
@NullUnmarked
@QuarkusTest
@EnabledIf(value = "isKafkaAvailable", disabledReason = "Kafka cannot be fetched")
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = KafkaTestResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class TicketEventsKafkaTest {
    private static final String TOPIC = "lianhu.ticket-events";
    private static final Duration ARRIVAL_TIMEOUT = Duration.ofSeconds(90);
    private static final String WORDS = "磨房路灯不亮的原话";
    private static final String NAME = "顾青山";

    @TestHTTPResource
    URI gateway;

    @Inject
    Pool pool;

    static boolean isKafkaAvailable() {
        return KafkaBroker.isAvailable();
    }

    @Test
    @Timeout(240)
    void nothingIsMissingAndTheOrderOfATicketIsKeptWhenTheBrokerIsKilled() {
        // Given
        KafkaBroker broker =
                new KafkaBroker(Path.of(ConfigProvider.getConfig().getValue(KafkaTestResource.HOME, String.class)));
        ApiClient api = new ApiClient(gateway);
        List<String> tickets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tickets.add(report(api));
        }
        act(api, tickets, "第一次");

        assertArrived(broker, committed(), new ArrayList<>());

        // When
        broker.kill();
        act(api, tickets, "第二次");
        for (int i = 0; i < 5; i++) {
            tickets.add(report(api));
        }
        broker.start();
        act(api, tickets, "第三次");

        // Then
        Map<String, List<Integer>> committed = committed();
        assertTrue(committed.keySet().containsAll(tickets));
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        assertArrived(broker, committed, records);
        for (ConsumerRecord<String, String> record : records) {
            JsonObject event = new JsonObject(record.value());
            assertEquals(record.key(), event.getString("subject"));
            assertTrue(!record.value().contains(WORDS) && !record.value().contains(NAME), "personal data");
        }
    }

    private static String report(ApiClient api) {
        JsonObject receipt = api.post(
                        "reports",
                        new JsonObject()
                                .put("text", WORDS)
                                .put("area", "621099101201001")
                                .put(
                                        "reporter",
                                        new JsonObject().put("name", NAME).put("phone", "13900000001")))
                .json();
        return receipt.getString("ticket");
    }

    private static void act(ApiClient api, List<String> tickets, String words) {
        for (String no : tickets) {
            int status = api.post(
                            "tickets/" + no + "/supplement",
                            new JsonObject()
                                    .put("version", api.ticket(no).getInteger("version"))
                                    .put("note", words))
                    .status();
            assertEquals(200, status);
        }
    }

    /** The numbers of the events of each ticket that is not sealed. */
    private Map<String, List<Integer>> committed() {
        Map<String, List<Integer>> events = new LinkedHashMap<>();
        for (Row row : pool.query("""
                SELECT e.ticket_no, e.seq FROM ticket_event e
                WHERE NOT EXISTS (SELECT FROM ticket_event s WHERE s.ticket_no = e.ticket_no
                  AND (s.change->>'discretion' = 'SEALED' OR s.change->>'confidentiality' = 'SEALED'))
                ORDER BY e.ticket_no, e.seq""").execute().await().atMost(Duration.ofSeconds(10))) {
            events.computeIfAbsent(row.getString(0), no -> new ArrayList<>()).add(row.getInteger(1));
        }
        return events;
    }

    /**
     * Reads the topic from its start until every event of {@code committed} arrived; repeats keep the place of their
     * first arrival. Events that jobs commit meanwhile may follow, never come between.
     */
    private static void assertArrived(
            KafkaBroker broker, Map<String, List<Integer>> committed, List<ConsumerRecord<String, String>> records) {
        Map<String, Set<Integer>> arrived = new HashMap<>();
        Instant end = Instant.now().plus(ARRIVAL_TIMEOUT);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.address(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        "1000"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (Instant.now().isBefore(end)
                    && !committed.entrySet().stream()
                            .allMatch(ticket -> arrived.getOrDefault(ticket.getKey(), Set.of())
                                    .containsAll(ticket.getValue()))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                    records.add(record);
                    arrived.computeIfAbsent(record.key(), no -> new LinkedHashSet<>())
                            .add(new JsonObject(record.value())
                                    .getJsonObject("data")
                                    .getInteger("seq"));
                }
            }
        }
        committed.forEach((no, seqs) -> assertEquals(
                seqs,
                arrived.getOrDefault(no, Set.of()).stream().limit(seqs.size()).toList(),
                no));
    }
}
