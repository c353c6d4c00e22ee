package lianhu.core.casework;

import io.smallrye.mutiny.Multi;

/** Notifies open pages that a ticket changed, so that they load again. It names neither the ticket nor the change. */
public interface TicketChangeFeed {
    /**
     * A new number after a ticket or a delivery changed; several changes may share one. It never ends, begins with nothing
     * and may skip for a slow listener.
     */
    Multi<Long> changes();
}
