package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.casework.TicketRepository;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;

/** Counts how often a ticket is loaded, and may let another change come first. */
final class CountingTicketRepository implements TicketRepository {
    private final TicketRepository tickets;
    int finds;
    /** The next append ends in a conflict. */
    boolean isConflictDue;

    CountingTicketRepository(TicketRepository tickets) {
        this.tickets = tickets;
    }

    @Override
    public Uni<Optional<TicketWithReceipts>> find(TicketNo no) {
        return Uni.createFrom().deferred(() -> {
            finds++;
            return tickets.find(no);
        });
    }

    @Override
    public Uni<Optional<AppliedChange>> appliedBySource(MessageSource messageSource) {
        return tickets.appliedBySource(messageSource);
    }

    @Override
    public Uni<AppendResult> append(List<TicketUpdate> ticketUpdates) {
        return Uni.createFrom().deferred(() -> {
            if (isConflictDue) {
                isConflictDue = false;
                return Uni.createFrom().item(AppendResult.CONFLICT);
            }
            return tickets.append(ticketUpdates);
        });
    }

    @Override
    public Uni<AppendResult> append(DueTimer fired, TicketUpdate ticketUpdate) {
        return tickets.append(fired, ticketUpdate);
    }

    @Override
    public Uni<List<DueTimer>> claimDue(int limit) {
        return tickets.claimDue(limit);
    }

    @Override
    public Uni<Void> complete(DueTimer dueTimer) {
        return tickets.complete(dueTimer);
    }
}
