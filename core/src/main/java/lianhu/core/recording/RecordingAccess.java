package lianhu.core.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.TextSanitizer;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/**
 * One person's access to one recording of a ticket, with its reason. It is stored before anything is heard, lasts for
 * {@link #TERM}, in which the person plays the recording as often as needed, and stays as the record of the hearing.
 *
 * @param ticket whose page played it
 * @param listener the person, instead of the desk as a whole; or the holder of a post, or the contact of an office
 * @param words of {@link ListeningReason#OTHER}; empty for the other reasons
 */
public record RecordingAccess(
        TicketNo ticket, AttachmentId recording, Actor listener, ListeningReason reason, String words, Instant at) {
    /** Time to play a message of two minutes again and again, and to write it down. */
    public static final Duration TERM = Duration.ofMinutes(30);

    public static final int MAX_WORDS_LENGTH = 200;

    /**
     * Reads the fields of a form.
     *
     * @param reason name of a {@link ListeningReason}
     * @param words may be any text that a browser sends
     * @return empty without a reason, and for another reason without a word
     */
    public static Optional<RecordingAccess> request(
            TicketNo ticket, AttachmentId recording, Actor listener, String reason, String words, Instant at) {
        String said = TextSanitizer.truncate(TextSanitizer.sanitize(words), MAX_WORDS_LENGTH);
        return ListeningReason.of(reason)
                .filter(one -> one != ListeningReason.OTHER || !said.isBlank())
                .map(one -> new RecordingAccess(
                        ticket, recording, listener, one, one == ListeningReason.OTHER ? said : "", at));
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "RecordingAccess[" + ticket + ", " + recording + ", " + reason + "]";
    }
}
