package lianhu.adapters.store.speech;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.adapters.store.ticket.PgTickets;
import lianhu.core.casework.TicketService;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.speech.Transcript;
import lianhu.core.speech.TranscriptStore;
import lianhu.core.speech.TranscriptStoreContract;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgTranscriptsTest extends TranscriptStoreContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final AtomicInteger REPORTS = new AtomicInteger();

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
    private final PgTranscripts transcripts = new PgTranscripts(postgresFixture.pool(), PostgresFixture.VAULT);

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
    protected TranscriptStore store() {
        return transcripts;
    }

    @Override
    protected TicketNo file(String words, AttachmentId attachment, Instant storedAt) {
        return file(Channel.WEB, "r" + REPORTS.incrementAndGet(), words, attachment, storedAt);
    }

    private TicketNo file(Channel channel, String sourceId, String words, AttachmentId attachment, Instant storedAt) {
        postgresFixture.query(
                "INSERT INTO attachment VALUES ($1, 'audio/wav', 1, $2)",
                attachment.sha256(),
                storedAt.atOffset(ZoneOffset.UTC));
        return await(SmallCountyFixture.intake(intake)
                        .handle(new Report(
                                new MessageSource("test", "SPEECH", sourceId),
                                channel,
                                "web:1",
                                RosterFixture.UNIT,
                                new PersonDetails("", "李大爷", "15400001234"),
                                Optional.empty(),
                                words,
                                List.of(attachment),
                                NOW,
                                NOW)))
                .ticket();
    }

    @Override
    protected void writeDown(TicketNo ticket) {
        // Refused for typed words, which need no writing down.
        await(service.act(
                ticket,
                Action.of(ActionType.WRITE_DOWN, new Actor(Actor.Type.DESK, "desk", "受理台"))
                        .withWords("路灯坏了")));
    }

    @Override
    protected void erase(TicketNo ticket) {
        postgresFixture.query("DELETE FROM ticket_attachment WHERE ticket_no = $1", ticket.value());
    }

    @Test
    void aRecordingInALanguageThatNoMachineUnderstandsIsLeftOut() {
        // Given
        String call = "1764.77";
        postgresFixture.query(
                "INSERT INTO phone_call (id, owner, version, step, state, timers, started_at) VALUES ($1, 'a', 1, 'RECORD_MESSAGE',"
                        + " '{\"language\":\"bo\"}', '{}', now())",
                call);
        AttachmentId voice = new AttachmentId("6".repeat(64) + ".wav");
        // When
        file(Channel.HOTLINE, call, UntranscribedVoice.PLACEHOLDER, voice, NOW);
        // Then
        assertEquals(List.of(), await(transcripts.claim(NOW, NOW.plusSeconds(60), NOW.minusSeconds(60), 10)));
        file(
                Channel.HOTLINE,
                "1764.78",
                UntranscribedVoice.PLACEHOLDER,
                new AttachmentId("7".repeat(64) + ".wav"),
                NOW);
        assertEquals(
                1,
                await(transcripts.claim(NOW, NOW.plusSeconds(60), NOW.minusSeconds(60), 10))
                        .size());
    }

    /** Filed at the desk, its report has the key of the form, and the call names the report. */
    @Test
    void theRecordingOfATalkInSuchALanguageThatAnAgentFilesIsLeftOut() {
        // Given
        AttachmentId voice = new AttachmentId("8".repeat(64) + ".wav");
        TicketNo ticket = file(Channel.HOTLINE, "key-of-a-form", "水管漏水", voice, NOW);
        postgresFixture.query(
                "INSERT INTO phone_call (id, owner, version, step, outcome, receipt_no, state, timers, started_at, ended_at)"
                        + " SELECT '1764.79', 'a', 1, 'CLOSED', 'ANSWERED', receipt_no, '{\"language\":\"bo\"}', '{}', now(), now()"
                        + " FROM report WHERE ticket_no = $1",
                ticket.value());
        // When
        List<TranscriptStore.Claim> claims =
                await(transcripts.claim(NOW, NOW.plusSeconds(60), NOW.minusSeconds(60), 10));
        // Then
        assertEquals(List.of(), claims);
    }

    @Test
    void theDatabaseCannotReadTheWords() {
        // Given
        AttachmentId voice = new AttachmentId("5".repeat(64) + ".wav");
        file(UntranscribedVoice.PLACEHOLDER, voice, NOW);
        TranscriptStore.Claim claim = await(transcripts.claim(NOW, NOW.plusSeconds(60), NOW.minusSeconds(60), 10))
                .getFirst();
        // When
        await(transcripts.complete(
                claim, new Transcript(voice, "streetlight", OptionalDouble.empty(), "whisper-1", NOW, false), false));
        // Then
        String row = postgresFixture
                .query("SELECT encode(words, 'escape') FROM transcript")
                .getFirst()
                .getString(0);
        assertFalse(row.contains("streetlight"), row);
        assertEquals(
                List.of("streetlight"),
                await(transcripts.find(List.of(voice))).values().stream()
                        .map(Transcript::words)
                        .toList());
    }
}
