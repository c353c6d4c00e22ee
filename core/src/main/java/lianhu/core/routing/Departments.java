package lianhu.core.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;

/** The county's departments and other bodies. Every copy of the gateway holds them in memory. */
public interface Departments {
    List<Department> all();

    default Optional<Department> find(String id) {
        return all().stream().filter(department -> department.id().equals(id)).findFirst();
    }

    /**
     * The body of that id nearest to a place: its village's, township's or county's own ({@code water-520402}) before the
     * one for all ({@code water}).
     */
    default Optional<Department> nearest(String id, AreaCode place) {
        return Stream.of(Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
                .filter(place::isAtOrBelow)
                .map(level -> find(id + "-" + place.ancestorAt(level)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> find(id));
    }
}
