package lianhu.adapters.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import lianhu.core.Filings;
import lianhu.core.Tickets;
import lianhu.core.TicketsContract;
import lianhu.core.report.Source;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PgTicketsTest extends TicketsContract {
    private static Database database;

    private final Doorbell doorbell = new Doorbell();
    private final PgTickets tickets =
            new PgTickets(database.vertx(), database.sessions(), Database.VAULT, doorbell, clock);
    private final PgIntake filings =
            new PgIntake(database.vertx(), database.pool(), Database.VAULT, doorbell, 2, 200);

    @BeforeAll
    static void open() throws Exception {
        database = Database.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    protected Filings filings() {
        return filings;
    }

    @Override
    protected Tickets tickets() {
        return tickets;
    }

    @Override
    protected List<TicketEvent> history(TicketNo no) {
        Sealed sealed = new Sealed(Database.VAULT);
        return database
                .query(
                        """
                        SELECT e.*, e.change::text AS changed, t.sealed FROM ticket_event e
                        LEFT JOIN event_text t USING (ticket_no, seq) WHERE ticket_no = $1 ORDER BY seq""",
                        no.value())
                .stream()
                .map(row -> {
                    Optional<Sealed.Said> said = Optional.ofNullable(row.getBuffer("sealed"))
                            .map(bytes -> sealed.said(bytes.getBytes()));
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
                            Optional.<Source>empty());
                })
                .toList();
    }

    @Test
    void wordsOfEventsStandSealedAndNowhereElse() {
        anAppendMovesTheTicketOn();
        assertEquals(
                0,
                database.count("SELECT count(*) FROM ticket_event WHERE change::text LIKE '%一句话%' OR by_name LIKE '%一句话%'"));
        assertEquals(1, database.count("SELECT least(1, count(*)) FROM event_text"));
    }
}
