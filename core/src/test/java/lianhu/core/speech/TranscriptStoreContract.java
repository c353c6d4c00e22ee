package lianhu.core.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.speech.TranscriptStore.Claim;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** The contract of {@link TranscriptStore}; the store of each test is empty. */
public abstract class TranscriptStoreContract {
    protected static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final Instant LEASE = NOW.plusSeconds(90);
    private static final Instant SINCE = NOW.minus(Duration.ofDays(3));
    private static final AttachmentId FIRST = new AttachmentId("1".repeat(64) + ".wav");
    private static final AttachmentId SECOND = new AttachmentId("2".repeat(64) + ".amr");
    private static final AttachmentId THIRD = new AttachmentId("3".repeat(64) + ".amr");
    private static final AttachmentId PHOTO = new AttachmentId("4".repeat(64));

    protected abstract TranscriptStore store();

    /** Files a ticket with an attachment; words with 举报 make it sealed. */
    protected abstract TicketNo file(String words, AttachmentId attachment, Instant storedAt);

    /** Somebody has listened. */
    protected abstract void writeDown(TicketNo ticket);

    /** Erases the attachments of the ticket. */
    protected abstract void erase(TicketNo ticket);

    @Test
    void aRecordingIsHadByOneInstanceUntilItsLeasePasses() {
        // Given
        TicketNo ticket = file(UntranscribedVoice.PLACEHOLDER, FIRST, NOW);
        // When
        List<Claim> first = claim(NOW);
        List<Claim> second = claim(LEASE.minusSeconds(1));
        List<Claim> later = claim(LEASE);
        // Then
        assertEquals(List.of(new Claim(ticket, FIRST, 1)), first);
        assertEquals(List.of(), second);
        assertEquals(List.of(new Claim(ticket, FIRST, 2)), later);
    }

    @Test
    void theNewestRecordingsComeFirstAndNoMoreThanAskedFor() {
        // Given
        file(UntranscribedVoice.PLACEHOLDER, FIRST, NOW.minusSeconds(30));
        TicketNo newest = file(UntranscribedVoice.PLACEHOLDER, SECOND, NOW);
        TicketNo middle = file(UntranscribedVoice.PLACEHOLDER, THIRD, NOW.minusSeconds(20));
        // When
        List<Claim> claims = await(store().claim(NOW, LEASE, SINCE, 2));
        // Then
        assertEquals(List.of(newest, middle), claims.stream().map(Claim::ticket).toList());
    }

    @Test
    void photosOldRecordingsAndThoseOfSealedTicketsAreLeftOut() {
        // Given
        file("路灯不亮", PHOTO, NOW);
        file(UntranscribedVoice.PLACEHOLDER, FIRST, SINCE.minusSeconds(1));
        file("举报有人占地", SECOND, NOW);
        // When
        List<Claim> claims = claim(NOW);
        // Then
        assertEquals(List.of(), claims);
    }

    @Test
    void aTranscriptIsFoundAndItsRecordingIsNotTriedAgain() {
        // Given
        file(UntranscribedVoice.PLACEHOLDER, FIRST, NOW);
        file(UntranscribedVoice.PLACEHOLDER, SECOND, NOW.minusSeconds(1));
        List<Claim> claims = claim(NOW);
        Transcript words = transcript(FIRST, "东头路灯坏了", OptionalDouble.of(0.75));
        Transcript silence = transcript(SECOND, "", OptionalDouble.empty());
        // When
        await(store().complete(claims.getFirst(), words, false));
        await(store().complete(claims.getLast(), silence, false));
        // Then
        assertEquals(Map.of(FIRST, words, SECOND, silence), await(store().find(List.of(FIRST, SECOND, THIRD))));
        assertEquals(List.of(), claim(NOW.plus(Duration.ofDays(1))));
        assertEquals(Map.of(), await(store().find(List.of())));
    }

    @Test
    void aPostponedRecordingIsTriedAtItsTimeAndOneGivenUpNever() {
        // Given
        TicketNo ticket = file(UntranscribedVoice.PLACEHOLDER, FIRST, NOW);
        file(UntranscribedVoice.PLACEHOLDER, SECOND, NOW.minusSeconds(1));
        List<Claim> claims = claim(NOW);
        // When
        await(store().postpone(claims.getFirst(), NOW.plusSeconds(600)));
        await(store().giveUp(claims.getLast()));
        // Then
        assertEquals(List.of(), claim(NOW.plusSeconds(599)));
        assertEquals(List.of(new Claim(ticket, FIRST, 2)), claim(NOW.plusSeconds(600)));
        assertEquals(Map.of(), await(store().find(List.of(FIRST, SECOND))));
    }

    @Test
    void anAttemptThatOutlivedItsLeaseChangesNothing() {
        // Given
        file(UntranscribedVoice.PLACEHOLDER, FIRST, NOW);
        Claim slow = claim(NOW).getFirst();
        Claim next = claim(LEASE).getFirst();
        // When
        await(store().complete(slow, transcript(FIRST, "听错了", OptionalDouble.empty()), true));
        await(store().giveUp(slow));
        await(store().complete(next, transcript(FIRST, "路灯坏了", OptionalDouble.empty()), false));
        // Then
        assertEquals(
                Map.of(FIRST, transcript(FIRST, "路灯坏了", OptionalDouble.empty())), await(store().find(List.of(FIRST))));
        assertEquals(List.of(), await(store().findPossibleEmergencies(NOW, 10)));
    }

    @Test
    void aTranscriptGoesWithItsRecordingAlsoWhileAnAttemptIsUnderWay() {
        // Given
        TicketNo done = file(UntranscribedVoice.PLACEHOLDER, FIRST, NOW);
        TicketNo underWay = file(UntranscribedVoice.PLACEHOLDER, SECOND, NOW.minusSeconds(1));
        List<Claim> claims = claim(NOW);
        await(store().complete(claims.getFirst(), transcript(FIRST, "路灯坏了", OptionalDouble.empty()), false));
        // When
        erase(done);
        erase(underWay);
        await(store().complete(claims.getLast(), transcript(SECOND, "水管漏了", OptionalDouble.empty()), false));
        // Then
        assertEquals(Map.of(), await(store().find(List.of(FIRST, SECOND))));
    }

    @Test
    void whatReadsLikeAnEmergencyIsNamedUntilSomebodyHasListened() {
        // Given
        TicketNo voice = file(UntranscribedVoice.PLACEHOLDER, FIRST, NOW);
        TicketNo typed = file("路灯不亮", SECOND, NOW.minusSeconds(1));
        List<Claim> claims = claim(NOW);
        for (Claim claim : claims) {
            await(store().complete(claim, transcript(claim.attachment(), "着火了", OptionalDouble.empty()), true));
        }
        // When
        List<TicketNo> before = await(store().findPossibleEmergencies(NOW, 10));
        List<TicketNo> tooLate = await(store().findPossibleEmergencies(NOW.plusSeconds(1), 10));
        writeDown(voice);
        writeDown(typed);
        // Then
        assertEquals(List.of(voice), before);
        assertEquals(List.of(), tooLate);
        assertEquals(List.of(), await(store().findPossibleEmergencies(NOW, 10)));
    }

    private List<Claim> claim(Instant now) {
        return await(store().claim(now, now.plus(Duration.between(NOW, LEASE)), SINCE, 10));
    }

    private static Transcript transcript(AttachmentId id, String words, OptionalDouble confidence) {
        return new Transcript(id, words, confidence, "whisper-1", NOW, false);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
