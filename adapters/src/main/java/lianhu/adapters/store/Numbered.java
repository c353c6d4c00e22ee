package lianhu.adapters.store;

import lianhu.core.intake.TicketDraft;

/**
 * A filing with its numbers.
 *
 * @param count of its ticket within the day, to be given back if it loses against a redelivery
 */
record Numbered(Waiting waiting, TicketDraft.NumberedTicket filed, Numbers.Drawn drawn) {
    SealedFiling sheet() {
        return waiting.sheet();
    }
}
