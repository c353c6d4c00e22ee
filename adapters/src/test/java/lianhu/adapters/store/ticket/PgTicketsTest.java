package lianhu.adapters.store.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import lianhu.adapters.sql.ChangeJson;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketRepositoryContract;
import lianhu.core.casework.TicketService;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.IntakeStore;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.MessageSource;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PgTicketsTest extends TicketRepositoryContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final OutboxSignal outboxSignal = new OutboxSignal();
    private final PgTickets tickets = new PgTickets(
            postgresFixture.vertx(), postgresFixture.sessions(), PostgresFixture.VAULT, outboxSignal, clock);
    private final PgIntake filings = new PgIntake(
            postgresFixture.vertx(),
            postgresFixture.pool(),
            PostgresFixture.VAULT,
            SmallCountyFixture.ECHO,
            outboxSignal,
            2,
            200);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @Override
    protected IntakeStore intakeStore() {
        return filings;
    }

    @Override
    protected TicketRepository tickets() {
        return tickets;
    }

    @Override
    protected List<TicketEvent> history(TicketNo no) {
        ColumnEncryption columnEncryption = new ColumnEncryption(PostgresFixture.VAULT);
        return postgresFixture.query("""
                        SELECT e.*, e.change::text AS changed, t.ciphertext FROM ticket_event e
                        LEFT JOIN event_text t USING (ticket_no, seq) WHERE ticket_no = $1 ORDER BY seq""", no.value()).stream()
                .map(row -> {
                    Optional<ColumnEncryption.DecryptedText> decryptedText = Optional.ofNullable(
                                    row.getBuffer("ciphertext"))
                            .map(bytes -> columnEncryption.text(bytes.getBytes()));
                    return new TicketEvent(
                            row.getInteger("seq"),
                            row.getOffsetDateTime("at").toInstant(),
                            new Actor(
                                    Actor.Type.valueOf(row.getString("by_type")),
                                    row.getString("by_id"),
                                    row.getString("by_name")),
                            ChangeJson.read(EventType.valueOf(row.getString("type")), row.getString("changed")),
                            decryptedText
                                    .map(ColumnEncryption.DecryptedText::words)
                                    .orElse(""),
                            decryptedText
                                    .map(ColumnEncryption.DecryptedText::photos)
                                    .orElse(List.of()),
                            Optional.<MessageSource>empty());
                })
                .toList();
    }

    @Test
    void wordsOfEventsStandSealedAndNowhereElse() {
        // Given
        TicketNo no = PostgresFixture.await(
                        SmallCountyFixture.intake(filings).handle(SmallCountyFixture.report("words", "路灯坏了")))
                .ticket();
        Action result = Action.of(ActionType.RESULT, new Actor(Actor.Type.DESK, "desk", "受理台"))
                .withWords("换了紫色灯泡")
                .withAttachments(List.of(new AttachmentId("ab".repeat(32))));
        // When
        PostgresFixture.await(SmallCountyFixture.casework(tickets, clock).act(no, result));
        // Then
        for (String table : List.of("ticket", "ticket_event", "event_text", "delivery")) {
            assertEquals(
                    0,
                    postgresFixture.count("SELECT count(*) FROM " + table + " AS row WHERE row::text LIKE '%紫色%'"),
                    table);
        }
        TicketEvent last = history(no).getLast();
        assertEquals("换了紫色灯泡", last.words());
        assertEquals(List.of(new AttachmentId("ab".repeat(32))), last.attachments());
    }

    @Test
    void aSessionClosesWithoutAWarning() {
        // Given
        TicketNo no = PostgresFixture.await(
                        SmallCountyFixture.intake(filings).handle(SmallCountyFixture.report("clean", "路灯坏了")))
                .ticket();
        Queue<String> warnings = new ConcurrentLinkedQueue<>();
        Logger sessions = Logger.getLogger("org.hibernate.orm.session");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                warnings.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        sessions.addHandler(handler);
        // When
        try {
            PostgresFixture.await(SmallCountyFixture.casework(tickets, clock)
                    .act(
                            no,
                            Action.of(ActionType.RESULT, new Actor(Actor.Type.DESK, "desk", "受理台"))
                                    .withWords("换了灯泡")
                                    .withAttachments(List.of(new AttachmentId("cd".repeat(32))))));
        } finally {
            sessions.removeHandler(handler);
        }
        // Then
        assertEquals(List.of(), List.copyOf(warnings));
    }

    @Test
    void manyAtOnceOnOneTicketAreDecidedOneAfterTheOther() {
        // Given
        TicketNo no = PostgresFixture.await(
                        SmallCountyFixture.intake(filings).handle(SmallCountyFixture.report("many", "路灯坏了")))
                .ticket();
        TicketService ticketService = SmallCountyFixture.casework(tickets, clock);
        Action more = Action.of(ActionType.SUPPLEMENT, new Actor(Actor.Type.DESK, "desk", "受理台"));
        // When
        List<TicketService.Outcome> outcomes = PostgresFixture.await(Uni.join()
                .all(IntStream.range(0, 12)
                        .mapToObj(i -> ticketService.act(no, more.withWords("第" + i)))
                        .toList())
                .andFailFast());
        // Then
        long done = outcomes.stream()
                .filter(TicketService.Outcome.Done.class::isInstance)
                .count();
        assertEquals(3 + done, history(no).size());
        assertTrue(done >= 5, done + " done");
    }

    @Test
    void withoutTheDatabaseItIsUnavailable() {
        // Given
        Mutiny.SessionFactory away = postgresFixture.disconnectedSessions();
        PgTickets lost = new PgTickets(postgresFixture.vertx(), away, PostgresFixture.VAULT, outboxSignal, clock);
        // When
        Throwable failure = assertThrows(
                RuntimeException.class, () -> PostgresFixture.await(lost.find(new TicketNo("GD20261121621099000013"))));
        // Then
        assertInstanceOf(StoreUnavailableException.class, failure);
        away.close();
    }
}
