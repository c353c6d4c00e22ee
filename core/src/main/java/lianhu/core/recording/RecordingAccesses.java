package lianhu.core.recording;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/** Stores who heard which recording. A recording takes what is stored about it with it when it is erased. */
public interface RecordingAccesses {
    /** How many hearings of one recording are named. */
    int MOST_NAMED = 20;

    /**
     * The hearings of one recording.
     *
     * @param newest the newest first, at most {@link #MOST_NAMED}
     * @param total how many there are
     */
    record Heard(List<RecordingAccess> newest, int total) {}

    /** False, and nothing is stored, when the recording is there no more. */
    Uni<Boolean> store(RecordingAccess access);

    /** The recordings that the listener may hear now on the page of this ticket. */
    Uni<Set<AttachmentId>> findOpen(TicketNo ticket, Actor listener, Instant now);

    /** By recording, of the ticket and of those that were merged into it; what nobody heard is absent. */
    Uni<Map<AttachmentId, Heard>> findHeard(TicketNo ticket);
}
