package lianhu.core.casework;

import java.util.List;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.IntakeStore;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

class InMemoryTicketRepositoryTest extends TicketRepositoryContract {
    private final InMemoryTicketRepository tickets = new InMemoryTicketRepository(clock);
    private final InMemoryIntakeStore filings = new InMemoryIntakeStore(tickets);

    @Override
    protected IntakeStore intakeStore() {
        return filings;
    }

    @Override
    protected TicketRepository tickets() {
        return tickets;
    }

    @Override
    protected List<TicketEvent> history(TicketNo no) {
        return tickets.history(no);
    }
}
