package lianhu.core.speech;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.TicketNo;

/**
 * Stores transcripts, and finds the recordings that have none. Those of sealed tickets get none: a recording is not sent to
 * another machine when its words are for a few people only. A transcript is erased with its recording.
 */
public interface TranscriptStore {
    /** @param attempt counted from 1; a later attempt makes this one void */
    record Claim(TicketNo ticket, AttachmentId attachment, int attempt) {}

    /**
     * Recordings to transcribe now, the newest first and before those that are tried again. Nobody else gets them until
     * {@code leaseUntil}; an attempt that has not ended by then is repeated.
     *
     * @param since recordings stored earlier are left out
     */
    Uni<List<Claim>> claim(Instant now, Instant leaseUntil, Instant since, int limit);

    /**
     * Nothing happens when the recording was erased meanwhile, or the lease has passed and another attempt began.
     *
     * @param isEmergency whether the words read like an emergency
     */
    Uni<Void> complete(Claim claim, Transcript transcript, boolean isEmergency);

    /** Tries again at this time; like {@link #complete} without effect on a later attempt. */
    Uni<Void> postpone(Claim claim, Instant nextAttempt);

    /** Ends the attempts without a transcript. */
    Uni<Void> giveUp(Claim claim);

    /** By attachment; those without a transcript are absent. */
    Uni<Map<AttachmentId, Transcript>> find(Collection<AttachmentId> attachments);

    /**
     * Tickets whose voice messages read like an emergency, while nobody has written down what is said and the ticket is no
     * emergency by itself; the oldest first.
     *
     * @param since transcripts made earlier are left out
     */
    Uni<List<TicketNo>> findPossibleEmergencies(Instant since, int limit);
}
