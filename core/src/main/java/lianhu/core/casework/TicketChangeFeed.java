package lianhu.core.casework;

import io.smallrye.mutiny.Multi;

/** Notifies open pages that a ticket changed, so that they load again. It names neither the ticket nor the change. */
public interface TicketChangeFeed {
    /**
     * Emits a new number after a ticket or a delivery changed; several changes may share one. The stream never ends,
     * starts without an item and may skip numbers for a slow subscriber.
     */
    Multi<Long> changes();
}
