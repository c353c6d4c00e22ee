package lianhu.adapters.chamber;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.county.County;
import lianhu.adapters.county.SeatLine;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.ticket.Ticket;

/** The statutory line of the city where the matter is: home helps, but the law speaks there. */
@Singleton
class SeatLines {
    private final List<SeatLine> lines;
    private final Areas areas;

    SeatLines(County county, Areas areas) {
        this.lines = county.seatLines();
        this.areas = areas;
    }

    /** Empty for matters of home, and where the county's folder names none. */
    Optional<SeatLine> of(Ticket ticket) {
        return ticket.area().isAway() ? of(ticket.area(), ticket.category()) : Optional.empty();
    }

    private Optional<SeatLine> of(AreaCode place, String category) {
        String seat = areas.nearest(place).map(Area::seat).orElse("");
        return lines.stream()
                .filter(line -> line.seat().equals(seat) && line.categories().contains(category))
                .findFirst();
    }
}
