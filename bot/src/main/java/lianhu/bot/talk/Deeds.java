package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.Casework;
import lianhu.core.Casework.Outcome;
import lianhu.core.Tickets;
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

    /** The matter, among these, that this very message changed already, and how. */
    Uni<Optional<Deed>> before(List<Worklist.Own> own, Utterance utterance) {
        return own.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : casework.appliedBySource(utterance.source())
                        .map(applied -> applied.flatMap(change -> own.stream()
                                .filter(one -> one.ticket().no().equals(change.ticket()))
                                .findFirst()
                                .map(one -> new Deed(one, change.type()))));
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

    /** The ticket that this message changed already; empty for none. */
    Uni<Optional<TicketNo>> changedBy(Source source) {
        return casework.appliedBySource(source).map(applied -> applied.map(Tickets.Applied::ticket));
    }
}
