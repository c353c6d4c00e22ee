package lianhu.adapters.chamber;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lianhu.adapters.api.TicketJsonMapper;
import lianhu.adapters.web.work.TicketContributions;
import lianhu.core.area.Areas;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * A ticket of an away grid, with nothing of who reported it.
 *
 * @param due ISO 8601, of the answer
 * @param legal accept, return, result: what is allowed now
 * @param words of the reporters, in order; null in a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChamberTicketJson(
        String no,
        int version,
        String title,
        String urgency,
        String area,
        String place,
        String state,
        String due,
        List<String> legal,
        @Nullable List<WordsJson> words) {
    private static final Set<ActionType> OFFERED = Set.of(ActionType.ACCEPT, ActionType.RETURN, ActionType.RESULT);

    /** @param at ISO 8601 */
    public record WordsJson(String at, String text) {}

    static ChamberTicketJson of(Ticket ticket, Areas areas, Collection<ActionType> allowed) {
        return new ChamberTicketJson(
                ticket.no().value(),
                ticket.version(),
                "",
                ticket.urgency().name(),
                ticket.area().value(),
                areas.displayName(ticket.area()),
                ticket.state().name(),
                TicketJsonMapper.time(ticket.due()),
                names(allowed),
                null);
    }

    static List<String> names(Collection<ActionType> allowed) {
        return allowed.stream()
                .filter(OFFERED::contains)
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    ChamberTicketJson withTitle(String other) {
        return new ChamberTicketJson(no, version, other, urgency, area, place, state, due, legal, words);
    }

    ChamberTicketJson withWords(TicketDetails details) {
        List<WordsJson> said = TicketContributions.of(details)
                .filter(one -> !one.words().isBlank())
                .map(one -> new WordsJson(TicketJsonMapper.time(one.at()), one.words()))
                .toList();
        return new ChamberTicketJson(no, version, title, urgency, area, place, state, due, legal, said);
    }
}
