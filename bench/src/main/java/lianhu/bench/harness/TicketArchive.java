package lianhu.bench.harness;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import lianhu.core.area.AreaCode;
import lianhu.core.report.CheckDigit;
import lianhu.core.ticket.TicketNo;
import org.postgresql.PGConnection;

/**
 * Years of tickets, generated on the database's server: copies of tickets that the gateway itself wrote, each with numbers of its
 * own and at an earlier time. The copies are marked by the prefix {@value #MARK} of their source.
 */
public final class TicketArchive {
    static final String MARK = "generated-";

    /** Copied in one transaction. */
    private static final int CHUNK = 24_000;

    /** A ticket of this age may still be open. */
    private static final Duration OPEN_FOR = Duration.ofDays(7);

    private static final int FIRST_COUNT = 1_000_000;
    private static final long FIRST_RECEIPT = 9_000_000_000L;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /**
     * @param key the column by which the rows of an original are found
     * @param changed expressions of the columns that differ from the original; times move by themselves
     */
    private record CopiedTable(String name, String key, Map<String, String> changed) {}

    private static final List<CopiedTable> TABLES = List.of(
            new CopiedTable("ticket", "no", Map.of("no", "c.no")),
            new CopiedTable("ticket_collaborator", "ticket_no", Map.of("ticket_no", "c.no")),
            new CopiedTable(
                    "report",
                    "ticket_no",
                    Map.of("receipt_no", "c.receipt", "ticket_no", "c.no", "source_id", "'" + MARK + "' || c.receipt")),
            new CopiedTable("report_text", "receipt_no", Map.of("receipt_no", "c.receipt")),
            new CopiedTable("report_person", "receipt_no", Map.of("receipt_no", "c.receipt")),
            new CopiedTable("ticket_event", "ticket_no", Map.of("ticket_no", "c.no", "source", "NULL")),
            new CopiedTable("event_text", "ticket_no", Map.of("ticket_no", "c.no")),
            new CopiedTable(
                    "delivery",
                    "ticket_no",
                    Map.of("ticket_no", "c.no", "receipt_no", "c.receipt", "state", "'SENT'", "lease_until", "NULL")));

    private final BenchDatabase database;
    private final AreaCode county;
    private final SplittableRandom random = new SplittableRandom(20261130);

    /** @param county whose code the numbers of tickets have */
    public TicketArchive(BenchDatabase database, AreaCode county) {
        this.database = database;
        this.county = county;
    }

    /** A ticket of the gateway with its only receipt. */
    private record Original(String no, String receipt, boolean isOpen) {}

    /**
     * @param years over which the copies are spread evenly
     * @param progress is told how many tickets are copied
     * @return how many of the copies are open
     */
    public long fill(int tickets, int years, LongConsumer progress) {
        List<Original> originals = database.query(
                "SELECT t.no, min(r.receipt_no), t.is_open FROM ticket t JOIN report r ON r.ticket_no = t.no"
                        + " GROUP BY t.no HAVING count(*) = 1 ORDER BY t.no",
                row -> new Original(row.getString(1), row.getString(2), row.getBoolean(3)));
        List<Original> closed =
                originals.stream().filter(original -> !original.isOpen()).toList();
        if (closed.isEmpty()) {
            throw new IllegalStateException("no ticket is closed, so there is none to copy");
        }
        Instant now = Instant.now();
        long all = Duration.ofDays(365L * years).toSeconds();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int from = 0; from < tickets; from += CHUNK) {
                statement.execute("CREATE TEMP TABLE copy (original text, original_receipt text, no text, receipt text,"
                        + " age interval) ON COMMIT DROP");
                StringBuilder rows = new StringBuilder();
                for (int i = from; i < Math.min(tickets, from + CHUNK); i++) {
                    long age =
                            all - all * i / tickets; // in the order of their arrival, as the years would have left them
                    List<Original> originalsOfAge = age < OPEN_FOR.toSeconds() ? originals : closed;
                    rows.append(row(originalsOfAge.get(random.nextInt(originalsOfAge.size())), i, now, age));
                }
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY copy FROM STDIN", new StringReader(rows.toString()));
                statement.execute("ANALYZE copy");
                for (CopiedTable table : TABLES) {
                    statement.execute(copyOf(table));
                }
                connection.commit();
                progress.accept(Math.min(tickets, from + CHUNK));
            }
            statement.execute("INSERT INTO ticket_total (backend, tickets) VALUES (-1, " + tickets + ")");
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("VACUUM ANALYZE");
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return database.count("SELECT count(*) FROM ticket WHERE is_open");
    }

    private String row(Original original, int n, Instant now, long age) {
        LocalDate day = now.minusSeconds(age).atZone(ZONE).toLocalDate();
        String digits = Long.toString(FIRST_RECEIPT + n);
        return String.join(
                        "\t",
                        original.no(),
                        original.receipt(),
                        TicketNo.of(day, county, FIRST_COUNT + n).value(),
                        digits + CheckDigit.of(digits),
                        age + " seconds")
                + "\n";
    }

    private String copyOf(CopiedTable table) {
        record Column(String name, boolean isTime) {}
        List<Column> columns =
                database.query("""
                SELECT attname, atttypid = 'timestamptz'::regtype FROM pg_attribute
                WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = ''
                  AND attgenerated = '' ORDER BY attnum""".formatted(table.name()), row -> new Column(row.getString(1), row.getBoolean(2)));
        String into = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String values = columns.stream()
                .map(column -> table.changed()
                        .getOrDefault(column.name(), "o." + column.name() + (column.isTime() ? " - c.age" : "")))
                .collect(Collectors.joining(", "));
        String original = table.key().equals("receipt_no") ? "c.original_receipt" : "c.original";
        return "INSERT INTO %s (%s) SELECT %s FROM copy c JOIN %s o ON o.%s = %s"
                .formatted(table.name(), into, values, table.name(), table.key(), original);
    }
}
