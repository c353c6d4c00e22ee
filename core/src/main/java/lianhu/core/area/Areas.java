package lianhu.core.area;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The current tree of areas. Every copy of the gateway holds it in memory. */
public interface Areas {
    /** The top: the county, or the city where one installation serves several counties. */
    Area county();

    Optional<Area> find(AreaCode code);

    List<Area> all();

    default List<Area> children(AreaCode parent) {
        return all().stream()
                .filter(area -> area.code().parent().filter(parent::equals).isPresent())
                .sorted(Comparator.comparing(Area::code))
                .toList();
    }

    /** The nearest known node: an old QR card may name a unit that no longer exists. */
    default Optional<Area> nearest(AreaCode code) {
        return code.pathToRoot().stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * The name for residents, without the top: 云溪镇上河村一组; in a city with its county, since townships of two counties may
     * share a name: 平坝区马场镇. It leaves out a grid between a village and its unit, and a village whose name the unit's
     * repeats.
     */
    default String displayName(AreaCode code) {
        List<String> names = new ArrayList<>();
        for (AreaCode step : code.pathToRoot().reversed()) {
            boolean isBetween =
                    step.equals(county().code()) || step.level() == Level.GRID && code.isAtOrBelow(Level.UNIT);
            String name = isBetween && !code.equals(step)
                    ? ""
                    : find(step).map(Area::name).orElse("");
            if (!name.isEmpty()) {
                names.removeIf(name::startsWith);
                names.add(name);
            }
        }
        return String.join("", names);
    }
}
