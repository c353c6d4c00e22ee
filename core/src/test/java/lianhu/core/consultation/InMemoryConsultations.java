package lianhu.core.consultation;

import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketRepository.AppendResult;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.ticket.TicketNo;

/** Fake: keeps consultations in memory, next to its tickets. */
public final class InMemoryConsultations implements ConsultationRepository {
    private final TicketRepository tickets;
    private final SortedMap<String, Consultation> known = new TreeMap<>();

    public InMemoryConsultations(TicketRepository tickets) {
        this.tickets = tickets;
    }

    @Override
    public synchronized Uni<List<Consultation>> find(TicketNo ticket) {
        return Uni.createFrom()
                .item(known.values().stream()
                        .filter(one -> one.ticket().equals(ticket))
                        .sorted(Comparator.comparing(Consultation::number))
                        .toList());
    }

    @Override
    public synchronized Uni<List<Consultation>> findOpen(int limit) {
        return Uni.createFrom()
                .item(known.values().stream()
                        .filter(Consultation::isOpen)
                        .sorted(Comparator.comparing(Consultation::openedAt))
                        .limit(limit)
                        .toList());
    }

    @Override
    public synchronized Uni<AppendResult> append(ConsultationUpdate update) {
        return tickets.append(List.of(update.ticket())).invoke(ended -> store(ended, update.changed()));
    }

    @Override
    public synchronized Uni<AppendResult> append(DueTimer fired, ConsultationUpdate update) {
        return tickets.append(fired, update.ticket()).invoke(ended -> store(ended, update.changed()));
    }

    private void store(AppendResult ended, Optional<Consultation> changed) {
        if (ended == AppendResult.DONE) {
            changed.ifPresent(one -> known.put(one.ticket() + ":" + one.number(), one));
        }
    }
}
