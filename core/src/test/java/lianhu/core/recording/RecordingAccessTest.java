package lianhu.core.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class RecordingAccessTest {
    @Test
    void aReasonIsOneOfTheListOrAWordOfOnesOwn() {
        assertEquals(Optional.of(ListeningReason.UNDERSTAND), reason("UNDERSTAND", ""));
        assertEquals(Optional.of(ListeningReason.OTHER), reason("OTHER", "法院来调"));
        assertEquals(Optional.empty(), reason("OTHER", " \n"));
        assertEquals(Optional.empty(), reason("", "听一听"));
        assertEquals(Optional.empty(), reason("BOREDOM", ""));
    }

    @Test
    void onlyAnotherReasonHasWordsAndNoLogNamesThem() {
        assertEquals("", request("UNDERSTAND", "别的").orElseThrow().words());
        assertEquals(
                RecordingAccess.MAX_WORDS_LENGTH,
                request("OTHER", "听".repeat(500)).orElseThrow().words().length());
        assertFalse(request("OTHER", "法院来调").orElseThrow().toString().contains("法院"));
    }

    private static Optional<ListeningReason> reason(String reason, String words) {
        return request(reason, words).map(RecordingAccess::reason);
    }

    private static Optional<RecordingAccess> request(String reason, String words) {
        return RecordingAccess.request(
                new TicketNo("GD20261121621099000376"),
                new AttachmentId("a".repeat(64) + ".wav"),
                new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静"),
                reason,
                words,
                Instant.EPOCH);
    }
}
