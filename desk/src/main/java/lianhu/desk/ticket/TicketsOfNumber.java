package lianhu.desk.ticket;

import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.query.DrillFilter;
import lianhu.core.query.SearchFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.ticket.State;

/** Open tickets of the number that calls, for who answers the call. */
public final class TicketsOfNumber {
    private static final int SHOWN = 5;
    private static final Set<State> OPEN =
            Arrays.stream(State.values()).filter(state -> !state.isOver()).collect(Collectors.toUnmodifiableSet());

    private final TicketQueries ticketQueries;

    public TicketsOfNumber(TicketQueries ticketQueries) {
        this.ticketQueries = ticketQueries;
    }

    /**
     * The newest first, without drills. That somebody has sealed a report must not follow from a call.
     *
     * @param caller as an exchange wrote it; empty when withheld
     */
    public Uni<List<TicketQueries.Row>> open(String caller) {
        String number = PhoneNumberParser.parse(caller).orElse("");
        return number.isEmpty()
                ? Uni.createFrom().item(List.of())
                : ticketQueries
                        .list(query(number), Viewer.DESK)
                        .map(page -> page.items().stream()
                                .filter(row -> row.ticket().confidentiality() != Confidentiality.SEALED)
                                .toList());
    }

    private static TicketQueries.Query query(String number) {
        return new TicketQueries.Query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OPEN,
                        Optional.empty(),
                        number,
                        "",
                        SHOWN,
                        Optional.empty(),
                        SearchFilter.ofPhone(number),
                        TicketQueries.Order.NEWEST)
                .with(DrillFilter.WITHOUT_DRILLS);
    }
}
