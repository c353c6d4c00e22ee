package lianhu.core.ticket;

import java.util.List;

/** A ticket with the receipts of all reporters, those of merged tickets included. */
public record TicketWithReceipts(Ticket ticket, List<ReceiptContact> receipts) {}
