package lianhu.adapters.web.report;

import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;

/**
 * The place on a card, as pages show it.
 *
 * @param code as on the card; the intake finds the nearest known area
 * @param area the nearest known area
 * @param where the levels above it: 云溪县 云溪镇 上河村
 * @param near notice that the unit on the card no longer exists; empty when it exists
 * @param elsewhere code of the level above, where another place is chosen
 */
public record ReportPlace(String code, AreaCode area, String name, String where, String near, String elsewhere) {

    /** Empty for a malformed code, and for one of which only the county is known. */
    public static Optional<ReportPlace> of(String text, Areas areas) {
        Optional<AreaCode> code = AreaCode.parse(text);
        return code.flatMap(areas::nearest)
                .filter(found ->
                        found.code().isAtOrBelow(Level.TOWNSHIP) || found.code().equals(code.orElseThrow()))
                .map(found -> of(code.orElseThrow(), found, areas));
    }

    private static ReportPlace of(AreaCode wanted, Area found, Areas areas) {
        AreaCode above = parentOf(found.code(), areas);
        String where = above.equals(found.code())
                ? ""
                : above.pathToRoot().reversed().stream()
                        .filter(step -> step.level() != Level.GRID)
                        .flatMap(step -> areas.find(step).map(Area::name).stream())
                        .collect(Collectors.joining(" "));
        return new ReportPlace(
                wanted.value(),
                found.code(),
                found.name(),
                where,
                wanted.equals(found.code()) ? "" : "这张卡上的组找不到了，先记在" + areas.displayName(found.code()) + "。事情一样有人办。",
                above.value());
    }

    /** The next level as residents see it: a unit belongs to a village and not to a grid. */
    static AreaCode parentOf(AreaCode code, Areas areas) {
        AreaCode parent =
                code.parent().filter(one -> areas.find(one).isPresent()).orElse(code);
        return code.isAtOrBelow(Level.UNIT) && parent.level() == Level.GRID ? parent.ancestorAt(Level.VILLAGE) : parent;
    }
}
