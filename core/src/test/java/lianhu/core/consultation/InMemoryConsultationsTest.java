package lianhu.core.consultation;

import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.casework.TicketRepository;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.IntakeStore;

class InMemoryConsultationsTest extends ConsultationRepositoryContract {
    private final InMemoryTicketRepository tickets = new InMemoryTicketRepository(clock);
    private final InMemoryIntakeStore intake = new InMemoryIntakeStore(tickets);
    private final InMemoryConsultations consultations = new InMemoryConsultations(tickets);

    @Override
    protected IntakeStore intakeStore() {
        return intake;
    }

    @Override
    protected TicketRepository tickets() {
        return tickets;
    }

    @Override
    protected ConsultationRepository consultations() {
        return consultations;
    }
}
