package lianhu.core.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** The contract of {@link RecordingAccesses}; the store of each test is empty. */
public abstract class RecordingAccessContract {
    protected static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final AttachmentId CALL = new AttachmentId("1".repeat(64) + ".wav");
    private static final AttachmentId VOICE = new AttachmentId("2".repeat(64) + ".amr");
    private static final Actor CHEN = new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静");
    private static final Actor LI = new Actor(Actor.Type.DESK, "desk:li.qiang", "李强");
    private static final Actor KEEPER = new Actor(Actor.Type.POST, "621099101201.KEEPER.1", "网格员小王");
    private static final Actor NEXT_KEEPER = new Actor(Actor.Type.POST, "621099101201.KEEPER.1", "网格员小赵");

    protected abstract RecordingAccesses accesses();

    /** Files a ticket with a recording. */
    protected abstract TicketNo file(AttachmentId recording);

    protected abstract void merge(TicketNo ticket, TicketNo into);

    /** Erases the file. */
    protected abstract void erase(AttachmentId recording);

    @Test
    void aReasonOpensOneRecordingForOnePersonAndForHalfAnHour() {
        // Given
        TicketNo ticket = file(CALL);
        TicketNo other = file(VOICE);
        // When
        boolean isStored = store(ticket, CALL, CHEN, ListeningReason.UNDERSTAND, "", NOW);
        // Then
        assertTrue(isStored);
        assertEquals(Set.of(CALL), open(ticket, CHEN, NOW));
        assertEquals(
                Set.of(CALL), open(ticket, CHEN, NOW.plus(RecordingAccess.TERM).minusSeconds(1)));
        assertEquals(Set.of(), open(ticket, CHEN, NOW.plus(RecordingAccess.TERM)));
        assertEquals(Set.of(), open(ticket, LI, NOW));
        assertEquals(Set.of(), open(other, CHEN, NOW));
    }

    @Test
    void whatOneHolderOfAPostOpenedIsNotOpenForTheNext() {
        // Given
        TicketNo ticket = file(CALL);
        // When
        store(ticket, CALL, KEEPER, ListeningReason.UNDERSTAND, "", NOW);
        // Then
        assertEquals(Set.of(CALL), open(ticket, KEEPER, NOW));
        assertEquals(Set.of(), open(ticket, NEXT_KEEPER, NOW));
    }

    @Test
    void eachHearingIsKeptWithItsReasonTheNewestFirst() {
        // Given
        TicketNo ticket = file(CALL);
        RecordingAccess first = access(ticket, CALL, CHEN, ListeningReason.UNDERSTAND, "", NOW);
        RecordingAccess second =
                access(ticket, CALL, LI, ListeningReason.OTHER, "家属来问他说了什么", NOW.plus(Duration.ofDays(40)));
        // When
        await(accesses().store(first));
        await(accesses().store(second));
        // Then
        assertEquals(Map.of(CALL, new RecordingAccesses.Heard(List.of(second, first), 2)), heard(ticket));
    }

    @Test
    void manyHearingsAreCountedAndTheNewestNamed() {
        // Given
        TicketNo ticket = file(CALL);
        // When
        for (int i = 0; i < RecordingAccesses.MOST_NAMED + 2; i++) {
            store(ticket, CALL, CHEN, ListeningReason.CHECK_RESULT, "", NOW.plusSeconds(i));
        }
        // Then
        RecordingAccesses.Heard heard = Objects.requireNonNull(heard(ticket).get(CALL));
        assertEquals(RecordingAccesses.MOST_NAMED + 2, heard.total());
        assertEquals(RecordingAccesses.MOST_NAMED, heard.newest().size());
        assertEquals(
                NOW.plusSeconds(RecordingAccesses.MOST_NAMED + 1),
                heard.newest().getFirst().at());
    }

    @Test
    void theHearingsOfAMergedTicketAreWithTheOther() {
        // Given
        TicketNo into = file(CALL);
        TicketNo merged = file(VOICE);
        RecordingAccess before = access(merged, VOICE, CHEN, ListeningReason.UNDERSTAND, "", NOW);
        await(accesses().store(before));
        // When
        merge(merged, into);
        // Then
        assertEquals(Map.of(VOICE, new RecordingAccesses.Heard(List.of(before), 1)), heard(into));
    }

    @Test
    void theHearingsGoWithTheRecordingAndNoneIsKeptOfOneThatIsGone() {
        // Given
        TicketNo ticket = file(CALL);
        store(ticket, CALL, CHEN, ListeningReason.REVIEW_COMPLAINT, "", NOW);
        // When
        erase(CALL);
        boolean isStored = store(ticket, CALL, LI, ListeningReason.REVIEW_COMPLAINT, "", NOW);
        // Then
        assertFalse(isStored);
        assertEquals(Map.of(), heard(ticket));
        assertEquals(Set.of(), open(ticket, CHEN, NOW));
    }

    private boolean store(
            TicketNo ticket, AttachmentId recording, Actor listener, ListeningReason reason, String words, Instant at) {
        return await(accesses().store(access(ticket, recording, listener, reason, words, at)));
    }

    private static RecordingAccess access(
            TicketNo ticket, AttachmentId recording, Actor listener, ListeningReason reason, String words, Instant at) {
        return new RecordingAccess(ticket, recording, listener, reason, words, at);
    }

    private Set<AttachmentId> open(TicketNo ticket, Actor listener, Instant now) {
        return await(accesses().findOpen(ticket, listener, now));
    }

    private Map<AttachmentId, RecordingAccesses.Heard> heard(TicketNo ticket) {
        return await(accesses().findHeard(ticket));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
