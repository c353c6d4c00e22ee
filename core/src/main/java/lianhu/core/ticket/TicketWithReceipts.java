package lianhu.core.ticket;

import java.util.List;

/** A ticket with the receipts of all who reported it, merged ones included. */
public record TicketWithReceipts(Ticket ticket, List<ReceiptContact> receipts) {}
