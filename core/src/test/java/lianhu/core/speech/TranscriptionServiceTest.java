package lianhu.core.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import lianhu.core.area.AreaCode;
import lianhu.core.classification.TextClassifier;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.speech.SpeechRecognizer.Result;
import lianhu.core.speech.TranscriptStore.Claim;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class TranscriptionServiceTest {
    private static final AttachmentId VOICE = new AttachmentId("1".repeat(64) + ".wav");
    private static final TicketNo TICKET = TicketNo.of(LocalDate.of(2026, 11, 20), new AreaCode("621099"), 1);

    private final InMemoryTranscripts store = new InMemoryTranscripts();
    private final List<AttachmentId> sent = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T02:00:00Z");
    private Result answer = new Result.Unavailable("away");
    private boolean isFileThere = true;

    private final AttachmentStore files = new AttachmentStore() {
        @Override
        public Uni<AttachmentId> store(byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<AttachmentId> storeVoice(byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Optional<Attachment>> find(AttachmentId id) {
            return Uni.createFrom()
                    .item(isFileThere ? Optional.of(new Attachment("audio/wav", new byte[1])) : Optional.empty());
        }
    };
    private final SpeechRecognizer recognizer = new SpeechRecognizer() {
        @Override
        public String engine() {
            return "whisper-1";
        }

        @Override
        public Uni<Result> recognize(AttachmentId id, Attachment recording) {
            sent.add(id);
            return Uni.createFrom().item(answer);
        }
    };
    private final TranscriptionService service = new TranscriptionService(
            store,
            files,
            recognizer,
            new TextClassifier(SmallCountyFixture.CATALOGUE),
            Duration.ofSeconds(60),
            () -> now);

    TranscriptionServiceTest() {
        store.add(TICKET, VOICE, UntranscribedVoice.PLACEHOLDER, now);
    }

    @Test
    void whatTheEngineHeardIsStoredWithItsConfidenceAndName() {
        // Given
        answer = new Result.Recognized("东头路灯坏了", OptionalDouble.of(0.8));
        // When
        run();
        // Then
        assertEquals(
                Map.of(VOICE, new Transcript(VOICE, "东头路灯坏了", OptionalDouble.of(0.8), "whisper-1", now, false)),
                await(store.find(List.of(VOICE))));
        assertEquals(List.of(), await(store.findPossibleEmergencies(now, 10)));
    }

    @Test
    void wordsThatReadLikeAnEmergencyAskForAPersonToListen() {
        // Given
        answer = new Result.Recognized("我家着火了", OptionalDouble.empty());
        // When
        run();
        // Then
        assertEquals(List.of(TICKET), await(store.findPossibleEmergencies(now, 10)));
    }

    @Test
    void aFileThatTheEngineCannotReadIsNotSentAgain() {
        // Given
        answer = new Result.Refused("no AMR");
        // When
        run();
        now = now.plus(Duration.ofDays(1));
        run();
        // Then
        assertEquals(List.of(VOICE), sent);
        assertTrue(await(store.find(List.of(VOICE))).values().stream().allMatch(Transcript::isRefused));
        assertEquals(1, await(store.find(List.of(VOICE))).size());
    }

    @Test
    void theRecordingIsTriedAgainAfterGrowingPausesForSixteenHours() {
        // Given
        Instant start = now;
        List<Duration> pauses = new ArrayList<>();
        // When
        run();
        while (store.nextAttempt(VOICE).isPresent()) {
            Instant next = store.nextAttempt(VOICE).get();
            pauses.add(Duration.between(now, next));
            now = next;
            run();
        }
        // Then
        assertEquals(TranscriptionService.MAX_ATTEMPTS, sent.size());
        assertEquals(
                List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 240L, 240L, 240L),
                pauses.stream().map(Duration::toMinutes).toList());
        assertTrue(Duration.between(start, now).toHours() >= 16);
    }

    @Test
    void anAttemptAfterTheLastOneSendsNothing() {
        // When
        await(service.transcribe(new Claim(TICKET, VOICE, TranscriptionService.MAX_ATTEMPTS + 1)));
        // Then
        assertEquals(List.of(), sent);
    }

    @Test
    void aRecordingWhoseFileIsGoneIsGivenUp() {
        // Given
        isFileThere = false;
        // When
        run();
        // Then
        assertEquals(List.of(), sent);
        assertEquals(Optional.empty(), store.nextAttempt(VOICE));
    }

    @Test
    void onlyRecordingsOfTheLastThreeDaysAreSent() {
        // Given
        now = now.plus(TranscriptionService.OLDEST).plusSeconds(1);
        // When
        run();
        // Then
        assertEquals(List.of(), sent);
    }

    private void run() {
        for (Claim claim : await(service.claim())) {
            await(service.transcribe(claim));
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
