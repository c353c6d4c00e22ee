package lianhu.adapters.store.intake;

import lianhu.core.intake.TicketDraft;

/**
 * A draft with its numbers.
 *
 * @param allocation the numbers, to be released if the report is a duplicate
 */
record NumberedDraft(
        PendingDraft pending, TicketDraft.NumberedTicket numberedTicket, NumberAllocator.Allocation allocation) {
    EncryptedDraft draft() {
        return pending.draft();
    }
}
