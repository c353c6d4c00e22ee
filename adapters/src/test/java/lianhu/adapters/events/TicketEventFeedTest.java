package lianhu.adapters.events;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.adapters.store.ticket.PgTickets;
import lianhu.core.casework.TicketService;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TicketEventFeedTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final Action MORE = Action.of(ActionType.SUPPLEMENT, new Actor(Actor.Type.DESK, "desk", "受理台"));
    private static final String UNFINISHED = """
            INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
            SELECT ticket_no, seq + 1, at, 'SUPPLEMENTED', 'DESK', 'desk', '', '{}'
            FROM ticket_event WHERE ticket_no = '%s' ORDER BY seq DESC LIMIT 1""";

    private final OutboxSignal outboxSignal = new OutboxSignal();
    private final PgIntake intake = new PgIntake(
            postgresFixture.vertx(),
            postgresFixture.pool(),
            PostgresFixture.VAULT,
            SmallCountyFixture.ECHO,
            outboxSignal,
            2,
            200);
    private final TicketService tickets = SmallCountyFixture.casework(
            new PgTickets(
                    postgresFixture.vertx(),
                    postgresFixture.sessions(),
                    PostgresFixture.VAULT,
                    outboxSignal,
                    InstantSource.system()),
            InstantSource.system());
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean isBrokerAway = new AtomicBoolean();
    private final TicketEventMetrics metrics =
            new TicketEventMetrics(() -> Instant.now().plus(Duration.ofHours(1)));
    private final TicketEventFeed feed = feed("a");
    private int reports;

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("UPDATE ticket_event_feed SET locked_by = NULL, last_id = "
                + "coalesce(pg_sequence_last_value('ticket_event_id_seq'), 0)");
    }

    @Test
    void everyEventIsSentOnceInTheOrderOfItsTicket() {
        // Given
        TicketNo first = report();
        TicketNo second = report();
        supplement(first);
        supplement(second);
        supplement(first);

        // When
        publishAll(feed);

        // Then
        assertEquals(List.of(1, 2, 3, 4, 5), seqs(first));
        assertEquals(List.of(1, 2, 3, 4), seqs(second));
        publishAll(feed("b"));
        assertEquals(9, sent.size());
    }

    @Test
    void aLowerIdThatIsCommittedLaterIsNotLost() {
        // Given
        TicketNo slow = report();
        publishAll(feed);
        sent.clear();
        SqlConnection connection = await(postgresFixture.pool().getConnection());
        await(connection.query("BEGIN").execute());
        await(connection.query(UNFINISHED.formatted(slow.value())).execute());
        TicketNo fast = report();

        // When
        for (int i = 0; i < 5; i++) {
            assertFalse(await(feed.publishNext()));
        }
        List<String> before = List.copyOf(sent);
        await(connection.query("COMMIT").execute());
        await(connection.close());
        publishAll(feed);

        // Then
        assertEquals(List.of(), before);
        assertEquals(1, seqs(slow).size());
        assertEquals(List.of(1, 2, 3), seqs(fast));
    }

    @Test
    void aFailedBatchIsSentAgainAndNoEventOvertakesTheOneBeforeIt() {
        // Given
        TicketNo no = report();
        supplement(no);
        isBrokerAway.set(true);

        // When
        assertThrows(RuntimeException.class, () -> await(feed.publishNext()));
        Duration lag = metrics.lag();
        int whileAway = sent.size();
        isBrokerAway.set(false);
        publishAll(feed);

        // Then
        assertEquals(0, whileAway);
        assertTrue(lag.compareTo(Duration.ofMinutes(59)) > 0, lag + " of lag");
        assertEquals(List.of(1, 2, 3, 4), seqs(no));
        assertEquals(Duration.ZERO, metrics.lag());
    }

    @Test
    void onlyTheHolderOfTheLeasePublishesAndAnotherFollowsItWhenItDies() {
        // Given
        report();
        publishAll(feed);
        TicketNo later = report();
        TicketEventFeed other = feed("b");

        // When
        publishAll(other);
        List<Integer> underLease = seqs(later);
        postgresFixture.query("UPDATE ticket_event_feed SET lease_until = now() - interval '1 second'");
        publishAll(other);

        // Then
        assertEquals(List.of(), underLease);
        assertEquals(List.of(1, 2, 3), seqs(later));
    }

    @Test
    void moreThanABatchIsPublishedInSeveral() {
        // Given
        List<TicketNo> many = IntStream.range(0, TicketEventFeed.BATCH_SIZE / 2)
                .mapToObj(i -> report())
                .toList();

        // When
        publishAll(feed);

        // Then
        many.forEach(no -> assertEquals(List.of(1, 2, 3), seqs(no)));
    }

    private TicketEventFeed feed(String instance) {
        return new TicketEventFeed(
                postgresFixture.pool(),
                instance,
                event -> isBrokerAway.get()
                        ? Uni.createFrom().failure(new IllegalStateException("away"))
                        : Uni.createFrom().voidItem().invoke(() -> sent.add(event.json())),
                metrics);
    }

    /** Until two looks in a row find nothing more: the first may only begin to wait for writers. */
    private static void publishAll(TicketEventFeed feed) {
        for (int idle = 0; idle < 3; idle++) {
            if (await(feed.publishNext())) {
                idle = 0;
            }
        }
    }

    private TicketNo report() {
        reports++;
        return await(SmallCountyFixture.intake(intake)
                        .handle(SmallCountyFixture.report("feed" + hashCode() + "-" + reports, "路灯坏了")))
                .ticket();
    }

    private void supplement(TicketNo no) {
        await(tickets.act(no, MORE.withWords("还没好")));
    }

    private List<Integer> seqs(TicketNo no) {
        return sent.stream()
                .map(io.vertx.core.json.JsonObject::new)
                .filter(event -> event.getString("subject").equals(no.value()))
                .map(event -> event.getJsonObject("data").getInteger("seq"))
                .toList();
    }
}
