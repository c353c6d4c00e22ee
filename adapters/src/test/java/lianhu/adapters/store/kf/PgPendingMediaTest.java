package lianhu.adapters.store.kf;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.PendingMediaQueue;
import lianhu.core.intake.ReportIntake;
import lianhu.core.notice.Receipt;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgPendingMediaTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final FieldEncryption VAULT =
            new FieldEncryption("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final MessageSource MESSAGE = new MessageSource("aibot", "AIBOT0001", "m:1");
    private static final Instant UNTIL = Instant.parse("2026-11-20T02:05:00Z");

    private final PgPendingMedia late = new PgPendingMedia(postgresFixture.pool(), VAULT);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("TRUNCATE pending_media");
    }

    @Test
    void whatIsWantedIsTakenByOneUntilItsTurnComesAgain() {
        // Given
        await(late.enqueue(MESSAGE, 2, "linked\nli\nhttps://secret", UNTIL));
        await(late.enqueue(MESSAGE, 2, "again", UNTIL));
        List<PendingMediaQueue.PendingMedia> tooSoon = await(late.claim(10));
        postgresFixture.query("UPDATE pending_media SET next_attempt_at = now()");

        // When
        List<PendingMediaQueue.PendingMedia> first = await(late.claim(10));
        List<PendingMediaQueue.PendingMedia> second = await(late.claim(10));

        // Then
        assertEquals(List.of(), tooSoon);
        assertEquals(
                List.of(new PendingMediaQueue.PendingMedia(
                        MESSAGE, 2, "linked\nli\nhttps://secret", UNTIL, Optional.empty())),
                first);
        assertEquals(List.of(), second);
        assertEquals(0, postgresFixture.count("SELECT count(*) FROM pending_media l WHERE l::text LIKE '%secret%'"));
        assertFalse(first.getFirst().toString().contains("secret"));
    }

    @Test
    void whatIsDoneHasNoOtherTurn() {
        // Given
        await(late.enqueue(MESSAGE, 0, "one", UNTIL));
        await(late.enqueue(MESSAGE, 1, "other", UNTIL));
        postgresFixture.query("UPDATE pending_media SET next_attempt_at = now()");

        // When
        await(late.complete(await(late.claim(1)).getFirst()));

        // Then
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM pending_media"));
    }

    @Test
    void whatWasMergedMeanwhileIsAddedWhereItWentTo() {
        // Given
        ReportIntake reportIntake = SmallCountyFixture.intake(new PgIntake(
                postgresFixture.vertx(),
                postgresFixture.pool(),
                VAULT,
                SmallCountyFixture.ECHO,
                new OutboxSignal(),
                1,
                10));
        Receipt first = await(reportIntake.handle(SmallCountyFixture.report("late-1", "路灯坏了")));
        Receipt second = await(reportIntake.handle(SmallCountyFixture.report("late-2", "web:2", "村口路灯坏了")));
        MessageSource message = new MessageSource("test", "T1", "late-1");
        await(late.enqueue(message, 0, "one", UNTIL));
        postgresFixture.query("UPDATE pending_media SET next_attempt_at = now()");
        Optional<TicketNo> before = await(late.claim(1)).getFirst().ticket();

        // When
        postgresFixture.query(
                "UPDATE ticket SET merged_into = $1 WHERE no = $2",
                second.ticket().value(),
                first.ticket().value());
        postgresFixture.query("UPDATE pending_media SET next_attempt_at = now()");

        // Then
        assertEquals(Optional.of(first.ticket()), before);
        assertEquals(
                Optional.of(second.ticket()), await(late.claim(1)).getFirst().ticket());
    }
}
