package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.core.notice.Telling;
import lianhu.core.report.Report;
import lianhu.core.report.Source;
import lianhu.core.ticket.Alarm;
import lianhu.core.ticket.Dossier;
import lianhu.core.ticket.Line;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** Tickets in memory: the fake. */
public final class MemoryTickets implements Tickets {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private record Known(Ticket ticket, List<TicketEvent> history, Line line) {
        private Known after(Addition addition) {
            return new Known(
                    addition.after(),
                    Stream.concat(history.stream(), addition.events().stream()).toList(),
                    line);
        }
    }

    private record Ringing(long id, TicketNo ticket, Alarm alarm, Instant at) {}

    private final InstantSource clock;
    private final Map<TicketNo, Known> known = new LinkedHashMap<>();
    private final Set<Source> sources = new HashSet<>();
    private final List<Telling> tellings = new ArrayList<>();
    private List<Ringing> alarms = new ArrayList<>();
    private long alarmIds;

    public MemoryTickets(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void open(Filing.Filed filed, Report report) {
        Line line = new Line(
                filed.receipt().no(),
                report.channel(),
                Optional.of(report.conversation())
                        .filter(conversation -> conversation.startsWith("group:"))
                        .map(conversation -> conversation.substring("group:".length())),
                report.area(),
                report.relayer().isEmpty() && !report.reporter().identity().isEmpty());
        known.put(filed.ticket().no(), new Known(filed.ticket(), filed.events(), line));
        tellings.addAll(filed.tellings());
        filed.alarms().forEach(alarm -> set(filed.ticket().no(), alarm));
    }

    @Override
    public synchronized Uni<Optional<Dossier>> find(TicketNo no) {
        return Uni.createFrom()
                .item(Optional.ofNullable(known.get(no)).map(one -> new Dossier(one.ticket(), lines(no))));
    }

    @Override
    public synchronized Uni<Optional<Applied>> appliedBySource(Source source) {
        return Uni.createFrom()
                .item(known.keySet().stream()
                        .flatMap(no -> history(no).stream()
                                .filter(event -> event.source().filter(source::equals).isPresent())
                                .map(event -> new Applied(no, event.change().type())))
                        .findFirst());
    }

    @Override
    public synchronized Uni<Appended> append(List<Addition> additions) {
        boolean isRepeated = sources(additions).anyMatch(sources::contains)
                || additions.stream()
                        .anyMatch(addition -> addition.alarms().stream()
                                .anyMatch(alarm -> alarm.round() > 1
                                        && before(addition.after().no(), alarm).isEmpty()));
        boolean isCurrent = additions.stream()
                .allMatch(addition -> Optional.ofNullable(
                                known.get(addition.after().no()))
                        .filter(one -> one.ticket().version() == addition.expected())
                        .isPresent());
        if (isRepeated || !isCurrent) {
            return Uni.createFrom().item(isRepeated ? Appended.REPEATED : Appended.CONFLICT);
        }
        sources(additions).forEach(sources::add);
        for (Addition addition : additions) {
            TicketNo no = addition.after().no();
            known.computeIfPresent(no, (key, one) -> one.after(addition));
            tellings.addAll(addition.tellings());
            for (Alarm alarm : addition.alarms()) {
                before(no, alarm).ifPresent(alarms::remove);
                set(no, alarm);
            }
        }
        return Uni.createFrom().item(Appended.DONE);
    }

    @Override
    public synchronized Uni<List<Rung>> ring(int limit) {
        Instant now = clock.instant();
        List<Ringing> due = alarms.stream()
                .filter(one -> !one.at().isAfter(now))
                .sorted(Comparator.comparing(Ringing::at))
                .limit(limit)
                .toList();
        alarms.removeAll(due);
        due.forEach(one -> alarms.add(new Ringing(one.id(), one.ticket(), one.alarm(), now.plus(LEASE))));
        return Uni.createFrom()
                .item(due.stream()
                        .map(one -> new Rung(
                                one.id(),
                                one.ticket(),
                                new Alarm(one.alarm().kind(), now, one.alarm().round())))
                        .toList());
    }

    @Override
    public synchronized Uni<Void> done(Rung rung) {
        alarms = new ArrayList<>(
                alarms.stream().filter(one -> one.id() != rung.id()).toList());
        return Uni.createFrom().voidItem();
    }

    public synchronized List<TicketEvent> history(TicketNo no) {
        Known one = known.get(no);
        return one == null ? List.of() : one.history();
    }

    public synchronized List<Telling> tellings() {
        return List.copyOf(tellings);
    }

    private List<Line> lines(TicketNo no) {
        List<Line> lines = new ArrayList<>();
        Known one = known.get(no);
        if (one != null) {
            lines.add(one.line());
            known.values().stream()
                    .filter(other ->
                            other.ticket().mergedInto().filter(no::equals).isPresent())
                    .forEach(other -> lines.addAll(lines(other.ticket().no())));
        }
        return List.copyOf(lines);
    }

    private Optional<Ringing> before(TicketNo no, Alarm next) {
        return alarms.stream()
                .filter(one -> one.ticket().equals(no)
                        && one.alarm().kind() == next.kind()
                        && one.alarm().round() == next.round() - 1)
                .findFirst();
    }

    private void set(TicketNo no, Alarm alarm) {
        alarms.add(new Ringing(++alarmIds, no, alarm, alarm.at()));
    }

    private static Stream<Source> sources(List<Addition> additions) {
        return additions.stream()
                .flatMap(addition -> addition.events().stream())
                .flatMap(event -> event.source().stream());
    }
}
