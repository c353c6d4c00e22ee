package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.TicketNo;

/**
 * Photos and voice messages that could not be downloaded yet. They are queued before their message is stored, so that a
 * crash loses none.
 */
public interface PendingMediaQueue {
    /**
     * Adds the media of one message once.
     *
     * @param secret what the download needs; stored encrypted
     * @param until when the download is given up
     */
    Uni<Void> enqueue(MessageSource message, int place, String secret, Instant until);

    /** Media that are due. Each is claimed for half a minute, then due again until completed. */
    Uni<List<PendingMedia>> claim(int limit);

    /** Downloaded or given up. */
    Uni<Void> complete(PendingMedia pendingMedia);

    /** @param ticket of the message, or the one it was merged into; empty while the message is not stored */
    record PendingMedia(MessageSource message, int index, String secret, Instant until, Optional<TicketNo> ticket) {
        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "PendingMedia[" + message + " " + index + "]";
        }
    }
}
