package lianhu.core.area;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tree as a value: one top, a county or a city, and every ancestor of every node. A missing ancestor is an error in
 * the list.
 */
public final class AreaTree implements Areas {
    private final TreeMap<AreaCode, Area> areas = new TreeMap<>();
    private final Area county;

    public AreaTree(Collection<Area> list) {
        list.forEach(area -> areas.put(area.code(), area));
        county = areas.values().stream()
                .findFirst()
                .filter(area -> !area.code().isAtOrBelow(Level.TOWNSHIP))
                .orElseThrow(() -> new IllegalArgumentException("名单里没有县（6 位编码）或市（4 位编码）"));
        for (Area area : list) {
            boolean isTop = area.code().equals(county.code());
            if (!isTop && area.code().parent().filter(areas::containsKey).isEmpty()) {
                throw new IllegalArgumentException("地方“%s”（%s）的上一级不在名单里".formatted(area.name(), area.code()));
            }
        }
    }

    @Override
    public Area county() {
        return county;
    }

    @Override
    public Optional<Area> find(AreaCode code) {
        return Optional.ofNullable(areas.get(code));
    }

    @Override
    public List<Area> all() {
        return List.copyOf(areas.values());
    }
}
