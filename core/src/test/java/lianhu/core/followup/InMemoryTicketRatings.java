package lianhu.core.followup;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/** The fake of the database. */
public final class InMemoryTicketRatings implements TicketRatings {
    private record Rating(int score, Instant at) {}

    private final Map<ReceiptNo, Rating> ratings = new ConcurrentHashMap<>();

    @Override
    public Uni<Boolean> rate(TicketNo ticket, ReceiptNo receipt, int score, Instant at) {
        return Uni.createFrom().item(() -> ratings.putIfAbsent(receipt, new Rating(score, at)) == null);
    }

    @Override
    public Uni<Boolean> isRated(ReceiptNo receipt) {
        return Uni.createFrom().item(() -> ratings.containsKey(receipt));
    }

    @Override
    public Uni<Totals> totals(Instant since) {
        return Uni.createFrom().item(() -> {
            var rated = ratings.values().stream()
                    .filter(rating -> !rating.at().isBefore(since))
                    .toList();
            return new Totals(rated.size(), (int)
                    rated.stream().filter(rating -> rating.score() >= 4).count());
        });
    }
}
