package lianhu.adapters.store.recording;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.adapters.store.ticket.PgTickets;
import lianhu.core.casework.TicketService;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.recording.ListeningReason;
import lianhu.core.recording.RecordingAccess;
import lianhu.core.recording.RecordingAccessContract;
import lianhu.core.recording.RecordingAccesses;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgRecordingAccessesTest extends RecordingAccessContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final AtomicInteger REPORTS = new AtomicInteger();
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");

    private final OutboxSignal outboxSignal = new OutboxSignal();
    private final PgIntake intake = new PgIntake(
            postgresFixture.vertx(),
            postgresFixture.pool(),
            PostgresFixture.VAULT,
            SmallCountyFixture.ECHO,
            outboxSignal,
            2,
            200);
    private final TicketService service = SmallCountyFixture.casework(
            new PgTickets(
                    postgresFixture.vertx(),
                    postgresFixture.sessions(),
                    PostgresFixture.VAULT,
                    outboxSignal,
                    () -> NOW),
            () -> NOW);
    private final PgRecordingAccesses accesses = new PgRecordingAccesses(postgresFixture.pool(), PostgresFixture.VAULT);

    @BeforeEach
    void clear() {
        postgresFixture.query("DELETE FROM ticket_attachment");
        postgresFixture.query("DELETE FROM attachment");
    }

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @Override
    protected RecordingAccesses accesses() {
        return accesses;
    }

    @Override
    protected TicketNo file(AttachmentId recording) {
        postgresFixture.query("INSERT INTO attachment VALUES ($1, 'audio/wav', 1)", recording.sha256());
        return await(SmallCountyFixture.intake(intake)
                        .handle(new Report(
                                new MessageSource("test", "HEARING", "r" + REPORTS.incrementAndGet()),
                                Channel.WEB,
                                "web:1",
                                RosterFixture.UNIT,
                                new PersonDetails("", "李大爷", "15400001234"),
                                Optional.empty(),
                                UntranscribedVoice.PLACEHOLDER,
                                List.of(recording),
                                NOW,
                                NOW)))
                .ticket();
    }

    @Override
    protected void merge(TicketNo ticket, TicketNo into) {
        assertInstanceOf(
                TicketService.Outcome.Done.class,
                await(service.act(ticket, Action.of(ActionType.MERGE, DESK).into(into))));
    }

    @Override
    protected void erase(AttachmentId recording) {
        postgresFixture.query("DELETE FROM attachment WHERE sha256 = $1", recording.sha256());
    }

    @Test
    void theDatabaseCannotReadAReasonInOnesOwnWords() {
        // Given
        AttachmentId recording = new AttachmentId("5".repeat(64) + ".wav");
        TicketNo ticket = file(recording);
        // When
        await(accesses.store(new RecordingAccess(ticket, recording, DESK, ListeningReason.OTHER, "court order", NOW)));
        // Then
        String row = postgresFixture
                .query("SELECT encode(words, 'escape') FROM recording_access")
                .getFirst()
                .getString(0);
        assertFalse(row.contains("court"), row);
        assertEquals(
                "court order",
                Objects.requireNonNull(await(accesses.findHeard(ticket)).get(recording))
                        .newest()
                        .getFirst()
                        .words());
    }
}
