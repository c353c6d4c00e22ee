package lianhu.bench.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.DataFolder;
import lianhu.embedded.EmbeddedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs on a real PostgreSQL server with the real schema. */
class BaselineWriterTest {
    private static final String DOOR = "aibot:AIBOT0001";
    private static DataFolder data;
    private static EmbeddedServers servers;
    private static List<String> schema;

    @BeforeAll
    static void start() throws IOException {
        data = DataFolder.fresh();
        servers = EmbeddedServers.start(data.path(), Path.of(System.getProperty("user.home"), ".cache", "lianhu"));
        Path migrations = Path.of("..", "adapters", "src", "main", "resources", "db", "migration");
        try (var files = Files.list(migrations)) {
            schema = files.sorted(Comparator.comparingInt(BaselineWriterTest::version))
                    .map(BaselineWriterTest::read)
                    .toList();
        }
    }

    @AfterAll
    static void stop() {
        servers.close();
        data.close();
    }

    @Test
    void writesTheGatewaysRowsAgainUnderOtherNumbers() {
        // Given two filings of the gateway, each a report, its words and person, a ticket, two events, two deliveries
        BenchDatabase gateway = data.database("postgres");
        schema.forEach(gateway::run);
        gateway.run(FILING);
        gateway.run(FILING.replace("48271938", "48271939")
                .replace("099000376", "099000377")
                .replace("'m1'", "'m2'")
                .replace("0708'", "0709'"));
        BaselineWriter baselineWriter = BaselineWriter.createNextTo(gateway, DOOR, schema, 8);

        // When
        double perSecond = baselineWriter.round(Duration.ofSeconds(1));
        long plain = baselineWriter.rowsWritten();
        double batched = baselineWriter.batchedRound(Duration.ofSeconds(1));

        // Then
        BenchDatabase own = gateway.named("yardstick");
        long written = baselineWriter.rowsWritten();
        assertEquals(2, baselineWriter.batchSize());
        assertTrue(perSecond > 50 && plain > 50, perSecond + " a second, " + plain);
        assertTrue(batched > 50 && written > plain + 50, batched + " a second in batches, " + written);
        assertEquals(
                "1 report, 1 ticket, 1 report_text, 1 report_person, 2 ticket_event, 2 delivery, 1 ticket_timer,"
                        + " 1 ticket_collaborator",
                baselineWriter.shape());
        for (String table :
                List.of("report", "ticket", "report_text", "report_person", "ticket_timer", "ticket_collaborator")) {
            assertEquals(written, own.count("SELECT count(*) FROM " + table), table);
        }
        assertEquals(2 * written, own.count("SELECT count(*) FROM ticket_event"));
        assertEquals(2 * written, own.count("SELECT count(*) FROM delivery"));
        assertEquals(
                written,
                own.count(
                        "SELECT count(*) FROM ticket t JOIN report r ON r.ticket_no = t.no"
                                + " WHERE t.route = '{\"why\": [\"x\"]}' AND t.title_ngrams = '{1,2,3}' AND r.owner_name = '小王'"));
        baselineWriter.close();
    }

    private static int version(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String FILING = """
            INSERT INTO ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id, owner_name,
                route, dispatches, reopenings, acknowledged, received_at, changed_at, due, title, title_ngrams)
              VALUES ('GD20261121621099000376', 3, 'DISPATCHED', 'HELP', 'lighting', 'NORMAL', '621099101201001', 'OPEN', 'GRID',
                'grid', '小王', '{"why": ["x"]}', 1, 0, false, now(), now(), now(), '\\x01', '{1,2,3}');
            INSERT INTO ticket_collaborator VALUES ('GD20261121621099000376', 0, 'DEPARTMENT', 'water', '水务局');
            INSERT INTO report VALUES ('48271938', 'aibot:AIBOT0001', 'm1', 'GROUP', 'group:wr', '621099101201001',
              'GD20261121621099000376', '\\x0102030405060708', NULL, true, 'GRID', 'grid', '小王', now(), 'NORMAL', 'OPEN', '',
              now(), now());
            INSERT INTO report_text VALUES ('48271938', '\\x02');
            INSERT INTO report_person VALUES ('48271938', 'REPORTER', '\\x03');
            INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
              SELECT 'GD20261121621099000376', n, now(), 'RECEIVED', 'GATEWAY', '', '', '{}' FROM generate_series(1, 2) n;
            INSERT INTO delivery (ticket_no, version, receipt_no, type, recipient_type, recipient_id, channel, state, partition)
              SELECT 'GD20261121621099000376', 3, '48271938', 'RECEIPT', 'GROUP', 'wr', 'GROUP', 'SENT', 5
              FROM generate_series(1, 2) n;
            INSERT INTO ticket_timer (ticket_no, kind, fires_at, round)
              VALUES ('GD20261121621099000376', 'UNIT_HEAD_TIMEOUT', now(), 1);
            """;
}
