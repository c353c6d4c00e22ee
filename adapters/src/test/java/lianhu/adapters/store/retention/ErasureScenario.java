package lianhu.adapters.store.retention;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import lianhu.adapters.files.FileAttachmentStore;
import lianhu.adapters.sql.ChangeJson;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.adapters.store.ticket.PgTickets;
import lianhu.core.casework.TicketService;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.Receipt;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.retention.RetentionTerms;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tickets of the small county on a real database, and what happens to them in the course of years. */
@NullUnmarked
abstract class ErasureScenario {
    static PostgresFixture postgresFixture;
    private static final ColumnEncryption COLUMNS = new ColumnEncryption(PostgresFixture.VAULT);
    private static final AtomicInteger REPORTS = new AtomicInteger();
    static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static final RetentionTerms TERMS = new RetentionTerms(
            Map.of(ContentKind.WORDS, 300, ContentKind.PERSONS, 100, ContentKind.ATTACHMENTS, 50),
            OptionalInt.of(200),
            30);

    @TempDir
    Path data;

    Instant now = SmallCountyFixture.NOW;
    private final OutboxSignal outboxSignal = new OutboxSignal();
    final PgTickets tickets = new PgTickets(
            postgresFixture.vertx(), postgresFixture.sessions(), PostgresFixture.VAULT, outboxSignal, () -> now);
    private final PgIntake intake = new PgIntake(
            postgresFixture.vertx(),
            postgresFixture.pool(),
            PostgresFixture.VAULT,
            SmallCountyFixture.ECHO,
            outboxSignal,
            2,
            200);
    final TicketService service = SmallCountyFixture.casework(tickets, () -> now);
    final PgErasures erasures = new PgErasures(
            postgresFixture.pool(), PostgresFixture.VAULT, SmallCountyFixture.CATALOGUE, TERMS, () -> now);

    @BeforeAll
    static void start() {
        postgresFixture = PostgresFixture.create();
    }

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    /** As the job does it: found first, and found only when something is due. */
    boolean eraseDue(TicketNo no) {
        boolean isFound = await(erasures.findDue(10_000)).contains(no);
        boolean isErased = await(erasures.eraseDue(no));
        assertEquals(isErased, isFound, "found and erased differ");
        return isErased;
    }

    void deleteFiles() {
        Instant soon = Instant.now().plusSeconds(60);
        await(files().findToCheck(soon, 1_000)).forEach(id -> await(files().deleteUnused(id, soon)));
    }

    FileAttachmentStore files() {
        return new FileAttachmentStore(postgresFixture.pool(), PostgresFixture.VAULT, data);
    }

    static byte[] jpeg(int shade) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        image.setRGB(shade, shade, 0xFFFFFF);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    Path file(AttachmentId id) {
        return data.resolve("photos")
                .resolve(id.sha256().substring(0, 2))
                .resolve(id.sha256().substring(2));
    }

    Receipt closed(String words, AttachmentId... photos) {
        Receipt receipt = report(words, List.of(photos));
        act(receipt, ActionType.RESULT, "修好了");
        act(receipt, ActionType.CLOSE, "");
        return receipt;
    }

    Receipt report(String words, List<AttachmentId> photos) {
        return await(SmallCountyFixture.intake(intake)
                .handle(new Report(
                        new MessageSource("test", "RETENTION", "r" + REPORTS.incrementAndGet()),
                        Channel.WEB,
                        "web:1",
                        RosterFixture.UNIT,
                        new PersonDetails("", "李大爷", "15400001234"),
                        Optional.of(new PersonDetails("zhou.shen", "周婶", "15400005678")),
                        words,
                        photos,
                        now,
                        now)));
    }

    void act(Receipt receipt, ActionType type, String words) {
        act(receipt, Action.of(type, DESK).withWords(words));
    }

    void act(Receipt receipt, Action action) {
        assertInstanceOf(TicketService.Outcome.Done.class, await(service.act(receipt.ticket(), action)));
    }

    void pass(int days) {
        now = now.plus(Duration.ofDays(days));
    }

    Ticket ticket(TicketNo no) {
        return await(tickets.find(no)).orElseThrow().ticket();
    }

    long persons(TicketNo no) {
        return count(
                "SELECT count(*) FROM report r JOIN report_person p USING (receipt_no) WHERE r.ticket_no = $1", no);
    }

    static long count(String sql, TicketNo no) {
        return postgresFixture.count(sql, no.value());
    }

    static List<String> words(TicketNo no) {
        return texts(no).stream()
                .map(ColumnEncryption.DecryptedText::words)
                .filter(words -> !words.isEmpty())
                .toList();
    }

    static List<AttachmentId> photos(TicketNo no) {
        return texts(no).stream().flatMap(text -> text.photos().stream()).toList();
    }

    static List<ColumnEncryption.DecryptedText> texts(TicketNo no) {
        return postgresFixture.query("""
                        SELECT t.ciphertext, 0 AS seq FROM report r JOIN report_text t USING (receipt_no) WHERE r.ticket_no = $1
                        UNION ALL SELECT ciphertext, seq FROM event_text WHERE ticket_no = $1 ORDER BY seq""", no.value()).stream()
                .map(row -> COLUMNS.text(row.getBuffer("ciphertext").getBytes()))
                .toList();
    }

    static List<TicketEvent> history(TicketNo no) {
        return postgresFixture
                .query(
                        "SELECT e.*, change::text AS changed FROM ticket_event e WHERE ticket_no = $1 ORDER BY seq",
                        no.value())
                .stream()
                .map(row -> new TicketEvent(
                        row.getInteger("seq"),
                        row.getOffsetDateTime("at").toInstant(),
                        new Actor(
                                Actor.Type.valueOf(row.getString("by_type")),
                                row.getString("by_id"),
                                row.getString("by_name")),
                        ChangeJson.read(EventType.valueOf(row.getString("type")), row.getString("changed")),
                        "",
                        List.of(),
                        Optional.empty()))
                .toList();
    }
}
