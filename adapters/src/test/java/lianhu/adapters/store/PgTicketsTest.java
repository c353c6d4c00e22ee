package lianhu.adapters.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
    private static final Database database = Database.fresh();

    private final Doorbell doorbell = new Doorbell();
    private final PgTickets tickets =
            new PgTickets(database.vertx(), database.sessions(), Database.VAULT, doorbell, clock);
    private final PgIntake filings =
            new PgIntake(database.vertx(), database.pool(), Database.VAULT, SmallCountyFixture.ECHO, doorbell, 2, 200);

    @AfterAll
    static void close() {
        database.close();
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
        Sealed sealed = new Sealed(Database.VAULT);
        return database.query("""
                        SELECT e.*, e.change::text AS changed, t.sealed FROM ticket_event e
                        LEFT JOIN event_text t USING (ticket_no, seq) WHERE ticket_no = $1 ORDER BY seq""", no.value()).stream()
                .map(row -> {
                    Optional<Sealed.Said> said =
                            Optional.ofNullable(row.getBuffer("sealed")).map(bytes -> sealed.said(bytes.getBytes()));
                    return new TicketEvent(
                            row.getInteger("seq"),
                            row.getOffsetDateTime("at").toInstant(),
                            new Actor(
                                    Actor.Type.valueOf(row.getString("by_type")),
                                    row.getString("by_id"),
                                    row.getString("by_name")),
                            ChangeJson.read(EventType.valueOf(row.getString("type")), row.getString("changed")),
                            said.map(Sealed.Said::words).orElse(""),
                            said.map(Sealed.Said::photos).orElse(List.of()),
                            Optional.<MessageSource>empty());
                })
                .toList();
    }

    @Test
    void wordsOfEventsStandSealedAndNowhereElse() {
        // Given
        TicketNo no = Database.await(
                        SmallCountyFixture.intake(filings).handle(SmallCountyFixture.report("words", "路灯坏了")))
                .ticket();
        Action result = Action.of(ActionType.RESULT, new Actor(Actor.Type.DESK, "desk", "受理台"))
                .withWords("换了紫色灯泡")
                .withAttachments(List.of(new AttachmentId("ab".repeat(32))));
        // When
        Database.await(SmallCountyFixture.casework(tickets, clock).act(no, result));
        // Then
        for (String table : List.of("ticket", "ticket_event", "event_text", "delivery")) {
            assertEquals(
                    0, database.count("SELECT count(*) FROM " + table + " AS row WHERE row::text LIKE '%紫色%'"), table);
        }
        TicketEvent last = history(no).getLast();
        assertEquals("换了紫色灯泡", last.words());
        assertEquals(List.of(new AttachmentId("ab".repeat(32))), last.attachments());
    }

    @Test
    void manyAtOnceOnOneTicketAreDecidedOneAfterTheOther() {
        // Given
        TicketNo no = Database.await(
                        SmallCountyFixture.intake(filings).handle(SmallCountyFixture.report("many", "路灯坏了")))
                .ticket();
        TicketService ticketService = SmallCountyFixture.casework(tickets, clock);
        Action more = Action.of(ActionType.SUPPLEMENT, new Actor(Actor.Type.DESK, "desk", "受理台"));
        // When
        List<TicketService.Outcome> outcomes = Database.await(Uni.join()
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
        Mutiny.SessionFactory away = database.sessionsOfNobody();
        PgTickets lost = new PgTickets(database.vertx(), away, Database.VAULT, doorbell, clock);
        // When
        Throwable failure = assertThrows(
                RuntimeException.class, () -> Database.await(lost.find(new TicketNo("GD20261121621099000013"))));
        // Then
        assertInstanceOf(StoreUnavailableException.class, failure);
        away.close();
    }
}
