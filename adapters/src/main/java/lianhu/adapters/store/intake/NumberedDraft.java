package lianhu.adapters.store.intake;

import lianhu.core.intake.TicketDraft;

/**
 * A filing with its numbers.
 *
 * @param count of its ticket within the day, to be given back if it loses against a redelivery
 */
record NumberedDraft(
        PendingDraft pending, TicketDraft.NumberedTicket numberedTicket, NumberAllocator.Allocation allocation) {
    EncryptedDraft draft() {
        return pending.draft();
    }
}
