package lianhu.core.casework;

import io.smallrye.mutiny.Multi;

/** Tells that something changed, so that open pages look again. It says neither what nor for whom. */
public interface TicketChangeFeed {
    /**
     * A new number after a ticket or a delivery changed; several changes may share one. It never ends, begins with nothing
     * and may skip for a slow listener.
     */
    Multi<Long> changes();
}
