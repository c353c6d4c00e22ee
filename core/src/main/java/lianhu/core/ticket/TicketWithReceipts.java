package lianhu.core.ticket;

import java.util.List;

/** A ticket as loaded for one action, with its title and the receipts of all reporters, those of merged tickets included. */
public record TicketWithReceipts(Ticket ticket, String title, List<ReceiptContact> receipts) {
    /** Without the title, which is a resident's words. */
    @Override
    public String toString() {
        return "TicketWithReceipts[" + ticket.no() + "]";
    }
}
