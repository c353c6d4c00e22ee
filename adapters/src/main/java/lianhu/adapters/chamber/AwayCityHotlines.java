package lianhu.adapters.chamber;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.county.CityHotline;
import lianhu.adapters.county.County;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.ticket.Ticket;

/** The statutory hotlines of the cities where members live: the law of that city applies there. */
@Singleton
class AwayCityHotlines {
    private final List<CityHotline> hotlines;
    private final Areas areas;

    AwayCityHotlines(County county, Areas areas) {
        this.hotlines = county.cityHotlines();
        this.areas = areas;
    }

    /** Empty for tickets of the home county, and where the county folder has no hotline. */
    Optional<CityHotline> find(Ticket ticket) {
        return ticket.area().isAway() ? find(ticket.area(), ticket.category()) : Optional.empty();
    }

    private Optional<CityHotline> find(AreaCode place, String category) {
        String seat = areas.nearest(place).map(Area::seat).orElse("");
        return hotlines.stream()
                .filter(line -> line.seat().equals(seat) && line.categories().contains(category))
                .findFirst();
    }
}
