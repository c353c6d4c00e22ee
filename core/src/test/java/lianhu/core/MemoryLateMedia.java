package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lianhu.core.report.Source;
import lianhu.core.ticket.TicketNo;

/** Photos and voices still to come, in memory: the fake. */
public final class MemoryLateMedia implements LateMedia {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private record Key(Source message, int place) {}

    private record Wanted(String secret, Instant until, Instant next) {}

    private final InstantSource clock;
    private final Function<Source, Optional<TicketNo>> tickets;
    private final Map<Key, Wanted> wanted = new LinkedHashMap<>();

    /** @param tickets where a message went */
    public MemoryLateMedia(InstantSource clock, Function<Source, Optional<TicketNo>> tickets) {
        this.clock = clock;
        this.tickets = tickets;
    }

    @Override
    public synchronized Uni<Void> want(Source message, int place, String secret, Instant until) {
        wanted.putIfAbsent(
                new Key(message, place),
                new Wanted(secret, until, clock.instant().plusSeconds(1)));
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<List<Late>> take(int limit) {
        Instant now = clock.instant();
        List<Map.Entry<Key, Wanted>> due = wanted.entrySet().stream()
                .filter(one -> !one.getValue().next().isAfter(now))
                .limit(limit)
                .toList();
        List<Late> taken = due.stream()
                .map(one -> new Late(
                        one.getKey().message(),
                        one.getKey().place(),
                        one.getValue().secret(),
                        one.getValue().until(),
                        tickets.apply(one.getKey().message())))
                .toList();
        due.forEach(one ->
                one.setValue(new Wanted(one.getValue().secret(), one.getValue().until(), now.plus(LEASE))));
        return Uni.createFrom().item(taken);
    }

    @Override
    public synchronized Uni<Void> done(Late late) {
        wanted.remove(new Key(late.message(), late.place()));
        return Uni.createFrom().voidItem();
    }

    public synchronized int count() {
        return wanted.size();
    }
}
