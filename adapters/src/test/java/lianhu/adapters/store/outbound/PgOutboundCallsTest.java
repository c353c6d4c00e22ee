package lianhu.adapters.store.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.call.PgAgents;
import lianhu.adapters.store.call.PgCallLog;
import lianhu.adapters.store.retention.ConversationCleanup;
import lianhu.core.call.AgentClaim;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.AgentSessions;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundCallStoreContract;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.outbound.PlannedCall;
import lianhu.core.report.ReceiptNo;
import lianhu.core.retention.RetentionTerms;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgOutboundCallsTest extends OutboundCallStoreContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final PostId KEEPER = new PostId("621099101201001.KEEPER.1");
    private static final String NUMBER = "13900000051";
    /** Events are never deleted, so no ticket number comes twice. */
    private static int solved = 1_000;

    private final PgOutboundCalls store = new PgOutboundCalls(postgresFixture.pool(), PostgresFixture.VAULT);
    private final PgAgents agents = new PgAgents(postgresFixture.pool());
    private final CallLog log = new PgCallLog(postgresFixture.pool(), PostgresFixture.VAULT);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        for (String table :
                List.of("outbound_call", "phone_agent", "delivery", "escalation", "broadcast", "report", "ticket")) {
            postgresFixture.query("DELETE FROM " + table);
        }
    }

    @Override
    protected OutboundCallStore store() {
        return store;
    }

    @Override
    protected AgentSessions agentSessions() {
        return agents;
    }

    @Override
    protected AgentClaims agentClaims() {
        return agents;
    }

    /** Deliveries are as old as the clock of the database says. */
    @Override
    protected Instant now() {
        return postgresFixture
                .query("SELECT now()")
                .getFirst()
                .getOffsetDateTime(0)
                .toInstant();
    }

    @Override
    protected CallMatter emergency(List<PostId> called) {
        long id = postgresFixture.query("""
                INSERT INTO broadcast (source, areas, kind, body, state, recipients, created_by, created_by_name, created_at,
                  started_at)
                SELECT 'desk:' || count(*), '{621099101}', 'EMERGENCY', '马上转移', 'SENDING', 1, 'desk:a', '陈静', now(), now()
                FROM broadcast RETURNING id""").getFirst().getLong(0);
        postgresFixture.query("INSERT INTO escalation (broadcast_id, area) VALUES ($1, $2)", id, UNIT.value());
        called.forEach(post -> postgresFixture.query("""
                INSERT INTO delivery (version, type, recipient_type, recipient_id, channel, state, priority, partition, broadcast_id)
                VALUES (0, 'BROADCAST_EMERGENCY', 'POST', $1, 'PRIVATE', 'CANNOT', 2, 1, $2)""", post.value(), id));
        return new CallMatter.OfBroadcast(id);
    }

    @Override
    protected CallMatter solved(Recipient reporter, Instant at) {
        TicketNo no = new TicketNo("GD2026112162109900" + ++solved);
        insertTicket(no, "FEEDBACK_DUE", "NORMAL", at);
        postgresFixture.query("""
                INSERT INTO report (receipt_no, source_account, source_id, channel, area, ticket_no, reporter, has_account,
                  owner_type, owner_id, owner_name, due, urgency, confidentiality, advice, occurred_at, received_at)
                VALUES ($1, 'hotline', $1, 'HOTLINE', '621099101', $2, '\\x01', false, 'UNIT', 'u', 'u', now(), 'NORMAL',
                  'OPEN', '', now(), now())""", reporter.id(), no.value());
        postgresFixture.query("""
                INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
                VALUES ($1, 3, now(), 'RESULT_SUBMITTED', 'POST', 'p', 'p', '{"solved": true}')""", no.value());
        return new CallMatter.OfFollowUp(no);
    }

    @Override
    protected void answer(CallMatter matter) {
        if (matter instanceof CallMatter.OfFollowUp(TicketNo ticket)) {
            postgresFixture.query("UPDATE ticket SET state = 'CLOSED', ended_at = now() WHERE no = $1", ticket.value());
            return;
        }
        postgresFixture.query(
                "UPDATE escalation SET answered_by = 'p', answered_by_name = 'p', answered_at = now() WHERE broadcast_id = $1",
                ((CallMatter.OfBroadcast) matter).broadcast());
    }

    @Override
    protected void missed(String call, String number) {
        postgresFixture.query("DELETE FROM phone_call WHERE id = $1", call);
        await(log.recordUnattended(call, number, now().minusSeconds(60), Optional.empty()));
    }

    @Test
    void whatCameOfCallingBackIsRecordedWithTheEndOfTheCall() {
        // Given
        missed("1764.1", NUMBER);
        CallMatter.OfCallback callback = new CallMatter.OfCallback("1764.1", "chen", "8001");
        await(store.planCallback(callback, NUMBER, now()));

        // When
        OutboundCall first = claim("a", now()).getFirst();
        end(first, OutboundResult.REPORTER_NOT_REACHED, Optional.empty());
        end(first, OutboundResult.REPORTER_NOT_REACHED, Optional.empty());
        LoggedCall tried = await(log.find("1764.1")).orElseThrow();
        await(store.planCallback(callback, NUMBER, now()));
        end(claim("a", now()).getFirst(), OutboundResult.CONGESTION, Optional.empty());
        int afterCongestion = await(log.find("1764.1")).orElseThrow().callbackAttempts();
        await(store.planCallback(callback, NUMBER, now()));
        end(claim("a", now()).getFirst(), OutboundResult.ANSWERED, Optional.empty());

        // Then
        assertEquals(1, tried.callbackAttempts());
        assertEquals(Optional.empty(), tried.callback());
        assertEquals(1, afterCongestion, "no telephone rang");
        assertEquals(
                Optional.of(CallbackOutcome.REACHED),
                await(log.find("1764.1")).orElseThrow().callback());
        assertEquals(
                "chen",
                postgresFixture
                        .query("SELECT callback_by FROM phone_call WHERE id = '1764.1'")
                        .getFirst()
                        .getString(0));
        await(store.planCallback(callback, NUMBER, now()));
        assertEquals(List.of(), claim("a", now()), "the caller was reached");
    }

    @Test
    void anAgentWhoBeginsToCallBackIsNotTakenByACallOfTheSameMoment() {
        // Given
        Instant now = now();
        await(agents.signIn("chen", "陈静", "8001", List.of(), now.minusSeconds(60)));
        Tuple request = Tuple.of("1764.1", "chen", "8001")
                .addValue(Buffer.buffer("number"))
                .addValue(Buffer.buffer("hash"))
                .addValue(PgTimestamps.toOffsetDateTime(now));

        // When
        CompletableFuture<AgentClaim> claimed = await(postgresFixture
                .pool()
                .withTransaction(connection -> connection
                        .preparedQuery(OutboundCallSql.REQUEST_CALLBACK)
                        .execute(request)
                        .map(planned -> agents.claim("1764.9", now).subscribeAsCompletionStage())
                        .call(claim -> untilItWaits())));

        // Then
        assertEquals(new AgentClaim.AllBusy(), claimed.join());
    }

    /** For the transaction that is open. */
    private Uni<Void> untilItWaits() {
        return postgresFixture
                .pool()
                .query("SELECT count(*) FROM pg_locks WHERE NOT granted")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0) > 0)
                .repeat()
                .until(isWaiting -> isWaiting)
                .collect()
                .last()
                .replaceWithVoid()
                .ifNoItem()
                .after(Duration.ofSeconds(10))
                .fail();
    }

    @Test
    void aPausedEmergencyCallsNobodyAndForgetsNobody() {
        // Given
        CallMatter matter = emergency(List.of(KEEPER));
        plan(matter, KEEPER, NUMBER);

        // When
        postgresFixture.query("UPDATE broadcast SET state = 'PAUSED'");

        // Then
        assertEquals(List.of(), claim("a", now()));
        assertEquals(0, await(store.endUnneeded(now())));
        postgresFixture.query("UPDATE broadcast SET state = 'CANCELLED'");
        assertEquals(1, await(store.endUnneeded(now())));
    }

    @Test
    void anEmergencyTicketCallsUntilItIsAcknowledged() {
        // Given
        TicketNo ticket = ticket();
        CallMatter matter = new CallMatter.OfTicket(ticket);
        Recipient room = new Recipient.DepartmentContact("duty");
        List<OutboundCallStore.Uncalled> uncalled = await(store.findUncalled(10, now()));
        await(store.plan(new PlannedCall(matter, room, "", NUMBER, Optional.empty()), now()));

        // When
        OutboundCall call = claim("a", now()).getFirst();
        end(call, OutboundResult.NO_ANSWER, Optional.of(now().minusSeconds(1)));
        postgresFixture.query("UPDATE ticket SET acknowledged = true");

        // Then
        assertEquals(List.of(new OutboundCallStore.Uncalled(matter, room)), uncalled);
        assertEquals(matter, call.matter());
        assertEquals(room, call.recipient());
        assertEquals(List.of(), claim("a", now()));
        assertEquals(1, await(store.endUnneeded(now())));
        assertEquals(
                Optional.of(OutboundResult.NO_ANSWER), board(matter).getFirst().result());
    }

    @Test
    void aCallOfADrillIsOneAndUsesUpNoAttemptOfAnEmergency() {
        // Given
        TicketNo drill = ticket();
        postgresFixture.query("UPDATE ticket SET drill = true");
        CallMatter ofDrill = new CallMatter.OfTicket(drill);
        Recipient room = new Recipient.DepartmentContact("duty");
        await(store.plan(new PlannedCall(ofDrill, room, "", NUMBER, Optional.empty()), now()));
        List<OutboundCall> calls = new ArrayList<>();
        for (int attempt = 0; attempt < 20; attempt++) {
            calls.addAll(claim("a", now()));
            end(calls.getLast(), OutboundResult.NO_ANSWER, Optional.of(now().minusSeconds(1)));
        }

        // When
        List<OutboundCall> overTheLimit = claim("a", now());
        CallMatter real = emergency(List.of(PostId.of(UNIT, Role.UNIT_HEAD, 1)));
        plan(real, PostId.of(UNIT, Role.UNIT_HEAD, 1), NUMBER);
        List<OutboundCall> ofEmergency = claim("a", now());

        // Then
        assertTrue(calls.stream().allMatch(OutboundCall::isDrill));
        assertEquals(List.of(), overTheLimit);
        assertEquals(
                List.of(real), ofEmergency.stream().map(OutboundCall::matter).toList());
        assertFalse(ofEmergency.getFirst().isDrill());
    }

    @Test
    void anEmergencyIsCalledBeforeADrill() {
        // Given
        TicketNo drill = ticket();
        postgresFixture.query("UPDATE ticket SET drill = true");
        CallMatter ofDrill = new CallMatter.OfTicket(drill);
        await(store.plan(
                new PlannedCall(ofDrill, new Recipient.DepartmentContact("duty"), "", NUMBER, Optional.empty()),
                now().minusSeconds(60)));
        CallMatter real = emergency(List.of(PostId.of(UNIT, Role.UNIT_HEAD, 1)));
        plan(real, PostId.of(UNIT, Role.UNIT_HEAD, 1), NUMBER);

        // When
        List<OutboundCall> claimed = claim("a", now());

        // Then
        assertEquals(List.of(real), claimed.stream().map(OutboundCall::matter).toList());
    }

    /** A person has to tell what cannot be done, and what is confidential. */
    @Test
    void onlyWhatIsSaidToBeSolvedIsAskedAbout() {
        // Given
        Recipient reporter = new Recipient.Reporter(new ReceiptNo("10000009"));
        TicketNo ticket = ((CallMatter.OfFollowUp) solved(reporter, now())).ticket();
        int before = await(store.findUnasked(9, now())).size();

        // When
        postgresFixture.query("UPDATE ticket SET confidentiality = 'PRIVATE' WHERE no = $1", ticket.value());
        int confidential = await(store.findUnasked(9, now())).size();
        postgresFixture.query("UPDATE ticket SET confidentiality = 'OPEN' WHERE no = $1", ticket.value());
        postgresFixture.query("""
                INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
                VALUES ($1, 4, now(), 'RESULT_SUBMITTED', 'POST', 'p', 'p', '{"solved": false}')""", ticket.value());

        // Then
        assertEquals(1, before);
        assertEquals(0, confidential);
        assertEquals(List.of(), await(store.findUnasked(9, now())));
    }

    @Test
    void theDatabaseItselfRefusesTwoCallsToOneNumberAtOnce() {
        CallMatter fire = emergency(List.of());
        CallMatter flood = emergency(List.of());
        PostId head = PostId.of(UNIT, Role.UNIT_HEAD, 1);
        plan(fire, head, NUMBER);
        plan(flood, head, NUMBER);

        RuntimeException refused = assertThrows(
                RuntimeException.class,
                () -> postgresFixture.query(
                        "UPDATE outbound_call SET state = 'DIALLING', owner = 'x', lease_until = now()"));
        assertTrue(String.valueOf(refused.getMessage()).contains("23505"), refused::toString);
    }

    @Test
    void noNumberCanBeReadInTheDatabase() {
        plan(emergency(List.of()), KEEPER, NUMBER);

        assertEquals(
                0,
                postgresFixture.count(
                        "SELECT count(*) FROM outbound_call c WHERE strpos(c::text, $1) > 0 OR strpos(encode(number, 'escape'), $1) > 0",
                        NUMBER));
    }

    @Test
    void aNumberThatCannotBeReadIsClaimedWithoutOneAndHidesNoOther() {
        CallMatter matter = emergency(List.of());
        plan(matter, KEEPER, NUMBER);
        plan(matter, PostId.of(UNIT, Role.UNIT_HEAD, 1), "13900000052");
        postgresFixture.query("UPDATE outbound_call SET number = '\\x00' WHERE recipient_id = $1", KEEPER.value());

        assertEquals(
                List.of("", "13900000052"),
                claim("a", now()).stream().map(OutboundCall::number).sorted().toList());
    }

    @Test
    void anEndedCallAndItsAttemptsAreDeletedAfterTheTermAndAWaitingOneIsNot() {
        // Given
        CallMatter matter = emergency(List.of());
        plan(matter, KEEPER, NUMBER);
        plan(matter, PostId.of(UNIT, Role.UNIT_HEAD, 1), "13900000052");
        List<OutboundCall> claimed = claim("a", now());
        end(claimed.getFirst(), OutboundResult.ANSWERED, Optional.empty());
        end(claimed.getLast(), OutboundResult.BUSY, Optional.of(now()));

        // When
        Instant later = now().plus(Duration.ofDays(RetentionTerms.UNDECLARED.conversationDays() + 1L));
        await(new ConversationCleanup(postgresFixture.pool(), RetentionTerms.UNDECLARED, InstantSource.fixed(later))
                .removeExpired());

        // Then
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM outbound_call"));
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM outbound_attempt WHERE result = 'BUSY'"));
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM outbound_attempt"));
    }

    private static TicketNo ticket() {
        TicketNo no = new TicketNo("GD20261121621099000376");
        insertTicket(no, "DISPATCHED", "EMERGENCY", Instant.EPOCH);
        postgresFixture.query("""
                INSERT INTO delivery (ticket_no, version, type, recipient_type, recipient_id, channel, state, priority, partition)
                VALUES ($1, 1, 'EMERGENCY_CALL', 'DEPARTMENT', 'duty', 'PRIVATE', 'PENDING', 2, 1)""", no.value());
        return no;
    }

    private static void insertTicket(TicketNo no, String state, String urgency, Instant changedAt) {
        postgresFixture.query("""
                INSERT INTO ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id,
                  owner_name, route, dispatches, reopenings, acknowledged, received_at, changed_at, due, title, title_ngrams)
                VALUES ($1, 1, $2, 'HELP', 'fire', $3, '621099101201001-L001', 'OPEN', 'UNIT',
                  '621099101201001-L001', '老张', '{}', 1, 0, false, now(), $4, now(), '\\x00', '{}')""", no.value(), state, urgency, PgTimestamps.toOffsetDateTime(changedAt));
    }
}
