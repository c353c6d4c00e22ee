package lianhu.bot.talk;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.core.Casework;
import lianhu.core.Casework.Outcome;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.report.Source;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.TicketNo;

/**
 * Does what a message asks for once: WeCom brings a message up to four times. What it did before it finds in the
 * history, also where doing it again would be refused now, or would hit the next matter.
 */
final class Deeds {
    /** WeCom gives up after seconds; operators may bring a callback again later. */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private final Casework casework;
    private final Worklist worklist;

    Deeds(Casework casework, Worklist worklist) {
        this.casework = casework;
        this.worklist = worklist;
    }

    Uni<Outcome> act(TicketNo no, Action action) {
        return casework.act(no, action);
    }

    /** What a message did to one of its speaker's matters. */
    record Deed(Worklist.Own own, EventType type) {}

    /** Which of these this very message changed already, and how. */
    Uni<Optional<Deed>> before(List<Worklist.Own> own, Utterance utterance) {
        return Multi.createFrom()
                .iterable(own)
                .filter(one ->
                        one.ticket().changedAt().isAfter(utterance.receivedAt().minus(LOOK_BACK)))
                .onItem()
                .transformToUniAndConcatenate(one ->
                        did(one.ticket().no(), utterance.source()).map(did -> did.map(type -> new Deed(one, type))))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .first()
                .map(Optional::ofNullable);
    }

    /** Whether this message was filed as a report before. */
    Uni<Boolean> isFiled(Source source) {
        Worklist.Query all = Worklist.Query.all(1);
        Worklist.Query query = new Worklist.Query(
                all.receipt(),
                Optional.of(source.toString()),
                all.area(),
                all.states(),
                all.lead(),
                all.text(),
                all.cursor(),
                all.limit());
        return worklist.list(query, Viewer.GATEWAY).map(page -> !page.items().isEmpty());
    }

    /** What this message did to that ticket; empty for nothing. */
    Uni<Optional<EventType>> did(TicketNo no, Source source) {
        return worklist.find(no, Viewer.GATEWAY)
                .map(file -> file.stream()
                        .flatMap(found -> found.history().stream())
                        .filter(event -> event.source().filter(source::equals).isPresent())
                        .map(event -> event.change().type())
                        .findFirst());
    }
}
