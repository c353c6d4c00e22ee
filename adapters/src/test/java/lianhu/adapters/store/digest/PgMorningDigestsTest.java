package lianhu.adapters.store.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import lianhu.adapters.query.PgTicketQueries;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notify.MorningDigestStore;
import lianhu.core.notify.MorningDigestStoreContract;
import lianhu.core.notify.PersonalDigest;
import lianhu.core.query.Viewer;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgMorningDigestsTest extends MorningDigestStoreContract {
    private static final PostgresFixture POSTGRES = PostgresFixture.create();
    private static final String COUNT = "SELECT count(*) FROM delivery WHERE type = 'MORNING_DIGEST'";

    private static final String SEALED = """
            INSERT INTO ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id,
              owner_name, route, dispatches, reopenings, acknowledged, received_at, changed_at, due, title, title_ngrams)
            VALUES ('GD1', 3, 'DISPATCHED', 'TIP_OFF', '1101', 'NORMAL', '621099', 'SEALED', 'DEPARTMENT', 'discipline',
              '某处', '{}', 1, 0, false, now(), now(), now(), '', '{}')""";

    private final PgMorningDigests digests = new PgMorningDigests(POSTGRES.pool(), new OutboxSignal());

    @AfterAll
    static void close() {
        POSTGRES.close();
    }

    @BeforeEach
    void clear() {
        POSTGRES.query("TRUNCATE morning_digest, delivery CASCADE");
    }

    @Override
    protected MorningDigestStore store() {
        return digests;
    }

    @Test
    void ofCopiesThatBeginAtTheSameMomentOneTellsAndEachPersonIsToldOnce() {
        // Given
        List<PersonalDigest> all =
                IntStream.range(0, 300).mapToObj(i -> to("office" + i)).toList();
        Pool second = POSTGRES.pool(4);
        List<PgMorningDigests> copies = List.of(digests, new PgMorningDigests(second, new OutboxSignal()));
        // When
        List<Boolean> stored = await(Uni.join()
                .all(IntStream.range(0, 8)
                        .mapToObj(i -> copies.get(i % 2).store(MONDAY, all, AT))
                        .toList())
                .andFailFast());
        // Then
        assertEquals(1, stored.stream().filter(isFirst -> isFirst).count());
        assertEquals(300, POSTGRES.count(COUNT));
        assertEquals(
                300,
                POSTGRES.count("SELECT count(DISTINCT recipient_id) FROM delivery WHERE state = 'PENDING'"
                        + " AND ticket_no IS NULL AND broadcast_id IS NULL AND priority = 1"));
        second.closeAndAwait();
    }

    /** As after a kill: the transaction of the mark and the deliveries ends without a commit. */
    @Test
    void whatIsNotCommittedLeavesNeitherTheDayNorADelivery() {
        // Given
        PersonalDigest impossible = to("housing", "a text that PostgreSQL refuses: \u0000", Optional.empty());
        // When
        Throwable failure = store().store(MONDAY, List.of(to("water"), impossible), AT)
                .onItemOrFailure()
                .transform((isStored, broken) -> broken)
                .await()
                .atMost(Duration.ofSeconds(20));
        // Then
        assertEquals(true, failure != null);
        assertEquals(false, await(store().isStored(MONDAY)));
        assertEquals(0, POSTGRES.count(COUNT));
        assertEquals(true, await(store().store(MONDAY, List.of(to("water")), AT)));
    }

    @Test
    void aNewDayGivesUpWhatNobodyGotAndKeepsWhatWasSent() {
        // Given
        await(store().store(MONDAY, List.of(to("a"), to("b"), to("c"), to("d")), AT));
        POSTGRES.query("UPDATE delivery SET state = 'CANNOT' WHERE recipient_id = 'b'");
        POSTGRES.query("UPDATE delivery SET state = 'WAITS_FOR_PERSON' WHERE recipient_id = 'c'");
        POSTGRES.query("UPDATE delivery SET state = 'SENT' WHERE recipient_id = 'd'");
        // When
        await(store().store(MONDAY.plusDays(1), List.of(to("b")), AT.plus(Duration.ofDays(1))));
        // Then
        assertEquals(3, POSTGRES.count(COUNT + " AND state = 'DROPPED' AND reason = '有了新的晨报'"));
        assertEquals(1, POSTGRES.count(COUNT + " AND state = 'SENT'"));
        assertEquals(1, POSTGRES.count(COUNT + " AND state = 'PENDING' AND recipient_id = 'b'"));
    }

    @Test
    void whatIsOlderThanItsLinkIsDeleted() {
        // Given
        await(store().store(MONDAY, List.of(to("a")), AT));
        // When
        await(store().store(MONDAY.plusDays(32), List.of(to("b")), AT.plus(Duration.ofDays(32))));
        // Then
        assertEquals(1, POSTGRES.count(COUNT));
        assertEquals(1, POSTGRES.count(COUNT + " AND recipient_id = 'b'"));
    }

    @Test
    void theDigestOfSealedTicketsAloneIsAsHiddenAsTheyAre() {
        // Given
        POSTGRES.query("TRUNCATE ticket CASCADE");
        POSTGRES.query(SEALED);
        PgTicketQueries queries = new PgTicketQueries(POSTGRES.pool(), PostgresFixture.VAULT, () -> AT);
        // When
        await(store().store(
                        MONDAY, List.of(to("housing"), to("discipline", "", Optional.of(new TicketNo("GD1")))), AT));
        // Then
        assertEquals(List.of("office:housing"), recipients(queries, Viewer.DESK));
        assertEquals(
                List.of("office:housing", "office:discipline"), recipients(queries, Viewer.department("discipline")));
    }

    private static List<String> recipients(PgTicketQueries queries, Viewer viewer) {
        return await(queries.deliveries(Set.of(DeliveryState.PENDING), 10, viewer)).stream()
                .map(delivery -> delivery.recipient().encode())
                .toList();
    }
}
