package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.TicketNo;

/**
 * Photos and voices that were sent and could not be had at once. They are remembered before their message is filed, so that
 * a copy that dies loses none, and fetched after.
 */
public interface PendingMediaQueue {
    /**
     * Once for each place in a message.
     *
     * @param secret all that is needed to fetch it; kept encrypted
     * @param until when it is given up
     */
    Uni<Void> enqueue(MessageSource message, int place, String secret, Instant until);

    /** Those whose turn it is. Each is left to the taker for half a minute; then it is its turn again, until it is done. */
    Uni<List<PendingMedia>> claim(int limit);

    /** It is there, or was given up. */
    Uni<Void> complete(PendingMedia pendingMedia);

    /** @param ticket the message went into, or the one that was merged into; empty while it is not filed */
    record PendingMedia(MessageSource message, int index, String secret, Instant until, Optional<TicketNo> ticket) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Late[" + message + " " + index + "]";
        }
    }
}
