package lianhu.adapters.store.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.outbox.OutboxCluster;
import lianhu.adapters.store.outbox.OutboxPartitions;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAction;
import lianhu.core.broadcast.BroadcastAudience;
import lianhu.core.broadcast.BroadcastTarget;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgBroadcastsTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final Broadcast.Person WRITER = new Broadcast.Person("desk:chen.jing", "陈静");
    private static final Broadcast.Person SECOND = new Broadcast.Person("desk:zhou", "周主任");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");

    private final OutboxCluster outboxCluster = new OutboxCluster(postgresFixture);
    private final PgBroadcasts broadcasts = new PgBroadcasts(postgresFixture.pool(), new OutboxSignal());
    private final PgEscalations calls = new PgEscalations(postgresFixture.pool(), new OutboxSignal());
    private final Instant now = postgresFixture
            .query("SELECT now()")
            .getFirst()
            .getOffsetDateTime(0)
            .toInstant();

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("DELETE FROM delivery");
        postgresFixture.query("DELETE FROM escalation");
        postgresFixture.query("DELETE FROM broadcast_action");
        postgresFixture.query("DELETE FROM broadcast");
        postgresFixture.query("DELETE FROM outbox_lease");
    }

    @AfterEach
    void stop() {
        outboxCluster.stop();
    }

    @Test
    void nothingGoesOutBeforeASecondPersonAgreed() {
        // Given
        Broadcast made = make(groups(6), Broadcast.Kind.NOTICE);
        outboxCluster.start(
                "a",
                OutboxPartitions.BROADCASTS,
                OutboxCluster.ClusterSettings.QUICK,
                delivery -> OutboxCluster.delivered());
        pause();
        assertEquals(List.of(), outboxCluster.sent());
        // When
        Optional<Broadcast> own = act(made, BroadcastAction.APPROVE, WRITER);
        Optional<Broadcast> other = act(made, BroadcastAction.APPROVE, SECOND);
        // Then
        assertEquals(Optional.empty(), own);
        assertEquals(Optional.of(SECOND), other.orElseThrow().approvedBy());
        until(() -> count(made, DeliveryState.SENT) == 6);
        assertEquals(6, outboxCluster.sent().size());
    }

    @Test
    void theDatabaseItselfRefusesOnePersonAsTwo() {
        // Given
        Broadcast made = make(groups(6), Broadcast.Kind.NOTICE);
        // When
        String refusal = "";
        try {
            postgresFixture.query("UPDATE broadcast SET approved_by = created_by WHERE id = $1", made.id());
        } catch (RuntimeException e) {
            refusal = String.valueOf(e.getMessage());
        }
        // Then
        assertTrue(refusal.contains("23514"), refusal);
    }

    @Test
    void theSameRequestIsOneNotice() {
        // Given
        String source = "api:k:" + UUID.randomUUID();
        // When
        Broadcast first = make(groups(3), Broadcast.Kind.NOTICE, source);
        Broadcast again = make(groups(4), Broadcast.Kind.NOTICE, source);
        // Then
        assertEquals(first.id(), again.id());
        assertEquals(3, postgresFixture.count("SELECT count(*) FROM delivery WHERE broadcast_id = $1", first.id()));
    }

    @Test
    void whatIsPausedWaitsAndWhatIsTakenBackNeverGoes() {
        // Given
        Broadcast paused = make(groups(3), Broadcast.Kind.NOTICE);
        Broadcast cancelled = make(groups(4), Broadcast.Kind.NOTICE);
        act(paused, BroadcastAction.PAUSE, WRITER);
        act(cancelled, BroadcastAction.CANCEL, WRITER);
        outboxCluster.start(
                "a",
                OutboxPartitions.BROADCASTS,
                OutboxCluster.ClusterSettings.QUICK,
                delivery -> OutboxCluster.delivered());
        pause();
        assertEquals(List.of(), outboxCluster.sent());
        // When
        act(paused, BroadcastAction.RESUME, SECOND);
        // Then
        until(() -> count(paused, DeliveryState.SENT) == 3);
        assertEquals(3, outboxCluster.sent().size());
        assertEquals(4, count(cancelled, DeliveryState.DROPPED));
        assertEquals(Optional.empty(), act(cancelled, BroadcastAction.RESUME, SECOND));
    }

    @Test
    void aResendTouchesOnlyWhatFailed() {
        // Given
        Broadcast made = make(groups(5), Broadcast.Kind.NOTICE);
        List<String> fails = new ArrayList<>(List.of("group:wr1", "group:wr2"));
        outboxCluster.start("a", OutboxPartitions.BROADCASTS, OutboxCluster.ClusterSettings.QUICK, delivery -> {
            String to = delivery.recipient().encode();
            return to.equals("group:wr0")
                    ? Uni.createFrom().item(new ChannelSender.Outcome.Unknown("没有答复"))
                    : fails.remove(to)
                            ? Uni.createFrom().item(new ChannelSender.Outcome.Rejected("群解散了"))
                            : OutboxCluster.delivered();
        });
        until(() -> count(made, DeliveryState.SENT) == 2
                && count(made, DeliveryState.CANNOT) == 2
                && count(made, DeliveryState.UNKNOWN) == 1);
        int before = outboxCluster.sent().size();
        // When
        act(made, BroadcastAction.RESEND, WRITER);
        // Then
        until(() -> count(made, DeliveryState.SENT) == 4);
        assertEquals(before + 2, outboxCluster.sent().size());
        assertEquals(1, count(made, DeliveryState.UNKNOWN));
    }

    @Test
    void whoHeardTheRepeatIsNotSentTheFirstAgain() {
        // Given
        Broadcast made = make(groups(2), Broadcast.Kind.EMERGENCY);
        postgresFixture.query("UPDATE delivery SET state = 'UNKNOWN' WHERE broadcast_id = $1", made.id());
        postgresFixture.query("""
                INSERT INTO delivery (version, broadcast_id, type, recipient_type, recipient_id, channel, state, priority, partition)
                SELECT 1, broadcast_id, type, recipient_type, recipient_id, channel, 'SENT', priority, partition
                FROM delivery WHERE broadcast_id = $1 AND version = 0 AND recipient_id = 'wr0'""", made.id());
        // When
        act(made, BroadcastAction.RESEND_UNKNOWN, WRITER);
        // Then
        assertEquals(
                List.of("wr1"),
                postgresFixture.query("SELECT recipient_id FROM delivery WHERE state = 'PENDING'").stream()
                        .map(row -> row.getString(0))
                        .toList());
    }

    @Test
    void whoseTurnHasNotComeLosesNoAttempt() {
        // Given
        Broadcast made = make(groups(1), Broadcast.Kind.NOTICE);
        int[] asked = {0};
        // When
        outboxCluster.start(
                "a",
                OutboxPartitions.BROADCASTS,
                OutboxCluster.ClusterSettings.QUICK,
                delivery -> ++asked[0] <= 5
                        ? Uni.createFrom().item(new ChannelSender.Outcome.Paused("排队", java.time.Duration.ofMillis(20)))
                        : OutboxCluster.delivered());
        // Then
        until(() -> count(made, DeliveryState.SENT) == 1);
        assertEquals(
                1,
                postgresFixture
                        .query("SELECT attempts FROM delivery WHERE broadcast_id = $1", made.id())
                        .getFirst()
                        .getInteger(0));
    }

    @Test
    void anEmergencyIntoSilenceGoesOnceMoreAndNoticesDoNot() {
        // Given
        Broadcast emergency = make(groups(1), Broadcast.Kind.EMERGENCY);
        Broadcast notice = make(groups(2), Broadcast.Kind.NOTICE);
        postgresFixture.query("UPDATE delivery SET state = 'UNKNOWN'");
        // When
        int repeated = PostgresFixture.await(calls.resendUnknown(now));
        int again = PostgresFixture.await(calls.resendUnknown(now));
        // Then
        assertEquals(1, repeated);
        assertEquals(0, again);
        assertEquals(1, count(emergency, DeliveryState.PENDING));
        assertEquals(2, count(notice, DeliveryState.UNKNOWN));
    }

    @Test
    void whoIsCalledGoesDownTheLineUntilOneAnswers() {
        // Given
        Broadcast made = make(groups(1), Broadcast.Kind.EMERGENCY);
        Post head = post("HEAD", Role.UNIT_HEAD, "lao.zhang");
        Post keeper = new Post(
                new PostId("621099101201001.KEEPER.1"),
                new AreaCode("621099101201001"),
                Role.KEEPER,
                "小王",
                "",
                "wang.xiao",
                LocalDate.EPOCH,
                Optional.empty());
        EscalationRepository.DueCall first = PostgresFixture.await(calls.claimDue(10, now, now.plusSeconds(30)))
                .getFirst();
        PostgresFixture.await(calls.recordStep(first, List.of(head), Optional.of(now)));
        EscalationRepository.DueCall second = PostgresFixture.await(calls.claimDue(10, now, now.plusSeconds(30)))
                .getFirst();
        // When
        Optional<EscalationRepository.Acknowledgement> tooSoon =
                PostgresFixture.await(calls.acknowledge(List.of(keeper), now));
        PostgresFixture.await(calls.recordStep(second, List.of(keeper), Optional.empty()));
        Optional<EscalationRepository.Acknowledgement> acknowledgement =
                PostgresFixture.await(calls.acknowledge(List.of(keeper), now));
        Optional<EscalationRepository.Acknowledgement> again =
                PostgresFixture.await(calls.acknowledge(List.of(keeper), now.plusSeconds(5)));
        // Then
        assertEquals(0, first.step());
        assertEquals(1, second.step());
        assertEquals(Optional.empty(), tooSoon);
        assertEquals(List.of(UNIT), acknowledgement.orElseThrow().places());
        assertEquals(acknowledgement, again);
        assertEquals(List.of(), PostgresFixture.await(calls.openEmergencies(UNIT, now)));
        assertEquals(
                Optional.of("网格员小王"),
                PostgresFixture.await(calls.findByBroadcast(made.id(), 10))
                        .getFirst()
                        .answeredBy());
        assertEquals(
                2,
                postgresFixture.count(
                        "SELECT count(*) FROM delivery WHERE broadcast_id = $1 AND recipient_type = 'POST' AND priority = 2",
                        made.id()));
    }

    @Test
    void theLeaderIsRemindedOnceARoundAndOfTheNextRoundAgain() {
        // Given
        Broadcast made = make(groups(1), Broadcast.Kind.EMERGENCY);
        Post leader = post("LEADER.1", Role.LEADER, "li.xianzhang");
        EscalationRepository.DueCall last = PostgresFixture.await(calls.claimDue(10, now, now.plusSeconds(30)))
                .getFirst();
        PostgresFixture.await(calls.recordStep(last, List.of(leader), Optional.of(now)));
        // When
        for (int round = 1; round <= 3; round++) {
            EscalationRepository.DueCall due = PostgresFixture.await(calls.claimDue(10, now, now.plusSeconds(30)))
                    .getFirst();
            PostgresFixture.await(calls.recordReminder(due, List.of(leader), round, now));
            PostgresFixture.await(calls.recordReminder(due, List.of(leader), round, now));
        }
        // Then
        assertEquals(
                List.of(0, 2, 3, 4),
                postgresFixture
                        .query(
                                "SELECT version FROM delivery WHERE broadcast_id = $1 AND recipient_type = 'POST' ORDER BY version",
                                made.id())
                        .stream()
                        .map(row -> row.getInteger(0))
                        .toList());
        assertEquals(
                List.of(),
                PostgresFixture.await(
                        calls.claimDue(10, now.plus(java.time.Duration.ofHours(25)), now.plusSeconds(90_060))),
                "a day later it counts as over");
    }

    @Test
    void aKeyPressedInACallAnswersTheEmergencyOfThatCallAlone() {
        // Given
        Post head = post("UNIT_HEAD.1", Role.UNIT_HEAD, "");
        Broadcast fire = make(groups(1), Broadcast.Kind.EMERGENCY);
        Broadcast flood = make(groups(2), Broadcast.Kind.EMERGENCY);
        // When
        PostgresFixture.await(calls.acknowledge(fire.id(), List.of(head), now));
        Optional<EscalationRepository.Acknowledgement> again =
                PostgresFixture.await(calls.acknowledge(fire.id(), List.of(head), now.plusSeconds(5)));
        // Then
        assertEquals(fire.id(), again.orElseThrow().broadcast());
        assertEquals(
                List.of(flood.id()),
                PostgresFixture.await(calls.openEmergencies(UNIT, now)).stream()
                        .map(Broadcast::id)
                        .toList());
    }

    @Test
    void twoCopiesTellEachGroupOnce() {
        // Given
        Broadcast made = make(groups(2_000), Broadcast.Kind.NOTICE);
        outboxCluster.start(
                "a",
                OutboxPartitions.BROADCASTS,
                postgresFixture.pool(4),
                OutboxCluster.ClusterSettings.QUICK,
                delivery -> OutboxCluster.delivered());
        outboxCluster.start(
                "b",
                OutboxPartitions.BROADCASTS,
                postgresFixture.pool(4),
                OutboxCluster.ClusterSettings.QUICK,
                delivery -> OutboxCluster.delivered());
        // When
        act(made, BroadcastAction.APPROVE, SECOND);
        // Then
        until(() -> count(made, DeliveryState.SENT) == 2_000);
        assertEquals(2_000, outboxCluster.sent().size());
        assertEquals(
                2_000,
                outboxCluster.sent().stream()
                        .map(OutboxCluster.SentDelivery::id)
                        .distinct()
                        .count());
    }

    private Broadcast make(List<BroadcastTarget> broadcastTargets, Broadcast.Kind kind) {
        return make(broadcastTargets, kind, "api:k:" + UUID.randomUUID());
    }

    private Broadcast make(List<BroadcastTarget> broadcastTargets, Broadcast.Kind kind, String source) {
        Broadcast draft = new Broadcast(
                0,
                source,
                BroadcastAudience.of(new AreaCode("621099101"), new AreaCode("621099201")),
                kind,
                "【停水】明天停水",
                Broadcast.initialState(broadcastTargets.size()),
                broadcastTargets.size(),
                WRITER,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<AreaCode> called = kind == Broadcast.Kind.EMERGENCY ? List.of(UNIT) : List.of();
        return PostgresFixture.await(broadcasts.create(draft, broadcastTargets, called, now));
    }

    private Optional<Broadcast> act(Broadcast broadcast, BroadcastAction action, Broadcast.Person by) {
        return PostgresFixture.await(broadcasts.apply(broadcast.id(), action, by, now, now));
    }

    private long count(Broadcast broadcast, DeliveryState state) {
        Map<DeliveryState, Long> counts = PostgresFixture.await(broadcasts.progress(broadcast.id()))
                .orElseThrow()
                .counts();
        return counts.getOrDefault(state, 0L);
    }

    private static List<BroadcastTarget> groups(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new BroadcastTarget(
                        new Recipient.Group("wr" + i),
                        new AreaCode("621099101201"),
                        GroupBinding.Tier.INTERNAL,
                        Channel.GROUP,
                        DeliveryState.PENDING,
                        ""))
                .toList();
    }

    private static Post post(String id, Role role, String user) {
        return new Post(new PostId(UNIT + "." + id), UNIT, role, "老张", "", user, LocalDate.EPOCH, Optional.empty());
    }

    private static void pause() {
        try {
            Thread.sleep(600);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(java.util.function.BooleanSupplier fact) {
        long end = System.nanoTime() + PostgresFixture.SOON.toNanos();
        while (!fact.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
