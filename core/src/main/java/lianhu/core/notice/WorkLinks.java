package lianhu.core.notice;

import java.util.Optional;

/**
 * The links of the personal pages of staff, paths of the gateway. A link is a secret of the person the delivery goes to; it
 * goes into no log.
 */
public interface WorkLinks {
    /** The page of the delivery's ticket; empty for recipients who have no such page, as unit heads. */
    Optional<String> ticketPage(Delivery delivery);

    /** The page with all open tickets of the delivery's recipient; empty for recipients who have none. */
    Optional<String> listPage(Delivery delivery);
}
