package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.TicketNo;

/** Fake: keeps pending media in memory. */
public final class InMemoryPendingMediaQueue implements PendingMediaQueue {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private record Key(MessageSource message, int place) {}

    private record Entry(String secret, Instant until, Instant next) {}

    private final InstantSource clock;
    private final Function<MessageSource, Optional<TicketNo>> tickets;
    private final Map<Key, Entry> wanted = new LinkedHashMap<>();

    /** @param tickets the ticket of a message */
    public InMemoryPendingMediaQueue(InstantSource clock, Function<MessageSource, Optional<TicketNo>> tickets) {
        this.clock = clock;
        this.tickets = tickets;
    }

    @Override
    public synchronized Uni<Void> enqueue(MessageSource message, int place, String secret, Instant until) {
        wanted.putIfAbsent(
                new Key(message, place),
                new Entry(secret, until, clock.instant().plusSeconds(1)));
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<List<PendingMedia>> claim(int limit) {
        Instant now = clock.instant();
        List<Map.Entry<Key, Entry>> due = wanted.entrySet().stream()
                .filter(one -> !one.getValue().next().isAfter(now))
                .limit(limit)
                .toList();
        List<PendingMedia> taken = due.stream()
                .map(one -> new PendingMedia(
                        one.getKey().message(),
                        one.getKey().place(),
                        one.getValue().secret(),
                        one.getValue().until(),
                        tickets.apply(one.getKey().message())))
                .toList();
        due.forEach(one ->
                one.setValue(new Entry(one.getValue().secret(), one.getValue().until(), now.plus(LEASE))));
        return Uni.createFrom().item(taken);
    }

    @Override
    public synchronized Uni<Void> complete(PendingMedia pendingMedia) {
        wanted.remove(new Key(pendingMedia.message(), pendingMedia.index()));
        return Uni.createFrom().voidItem();
    }

    public synchronized int count() {
        return wanted.size();
    }
}
