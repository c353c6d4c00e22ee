package lianhu.core;

import java.util.List;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

class MemoryTicketsTest extends TicketsContract {
    private final MemoryTickets tickets = new MemoryTickets(clock);
    private final MemoryFilings filings = new MemoryFilings(tickets);

    @Override
    protected Filings filings() {
        return filings;
    }

    @Override
    protected Tickets tickets() {
        return tickets;
    }

    @Override
    protected List<TicketEvent> history(TicketNo no) {
        return tickets.history(no);
    }
}
