package lianhu.adapters.web.sealed;

import java.util.List;
import java.util.Optional;
import lianhu.adapters.web.support.PageMessage;

/**
 * The page of a body that opens sealed tickets: the list without any words, or one ticket.
 *
 * @param others who a ticket can be handed on to, opened or not
 */
public record SealedView(
        String token,
        String body,
        List<SealedRow> rows,
        Optional<OpenedTicket> opened,
        List<HandOnTarget> others,
        String key,
        PageMessage message) {

    /** One ticket that is not opened: when it came and how far it is. */
    public record SealedRow(String no, int version, String received, String state, String due) {}

    /** @param said what was reported and added; never who reported it */
    public record OpenedTicket(
            SealedRow row, String drill, List<String> said, int photos, boolean mayAccept, boolean mayAnswer) {}

    /** Another body of the circle. */
    public record HandOnTarget(String id, String name) {}
}
