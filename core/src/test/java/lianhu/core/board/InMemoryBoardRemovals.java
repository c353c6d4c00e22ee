package lianhu.core.board;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/** The fake of the database. */
public final class InMemoryBoardRemovals implements BoardRemovals {
    private final Map<ReceiptNo, TicketNo> reports = new ConcurrentHashMap<>();
    private final Map<TicketNo, BoardRemoval> removals = new ConcurrentHashMap<>();

    public void report(ReceiptNo receipt, TicketNo ticket) {
        reports.put(receipt, ticket);
    }

    @Override
    public Uni<Void> remove(ReceiptNo receipt, Instant at) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> Optional.ofNullable(reports.get(receipt))
                        .ifPresent(ticket -> removals.putIfAbsent(
                                ticket, new BoardRemoval(new Actor(Actor.Type.REPORTER, "", ""), at))));
    }

    @Override
    public Uni<Void> remove(TicketNo ticket, Actor by, Instant at) {
        return Uni.createFrom().voidItem().invoke(() -> removals.putIfAbsent(ticket, new BoardRemoval(by, at)));
    }

    @Override
    public Uni<Optional<BoardRemoval>> find(TicketNo ticket) {
        return Uni.createFrom().item(() -> Optional.ofNullable(removals.get(ticket)));
    }
}
