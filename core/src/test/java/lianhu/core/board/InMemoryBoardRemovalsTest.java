package lianhu.core.board;

import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

class InMemoryBoardRemovalsTest extends BoardRemovalsContract {
    private final InMemoryBoardRemovals removals = new InMemoryBoardRemovals();

    @Override
    protected BoardRemovals removals() {
        return removals;
    }

    @Override
    protected void report(ReceiptNo receipt, TicketNo ticket) {
        removals.report(receipt, ticket);
    }
}
