package lianhu.core.area;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The tree as a value. A missing ancestor is a fault of the list it was made of. */
public final class AreaTree implements Areas {
    private final TreeMap<AreaCode, Area> areas = new TreeMap<>();
    private final Area county;

    public AreaTree(Collection<Area> list) {
        list.forEach(area -> areas.put(area.code(), area));
        for (Area area : list) {
            if (area.code().level().compareTo(Level.COUNTY) > 0
                    && !areas.containsKey(area.code().parent().orElseThrow())) {
                throw new IllegalArgumentException("地方“%s”(%s)的上一级不在名单里".formatted(area.name(), area.code()));
            }
        }
        county = areas.values().stream()
                .filter(area -> area.code().level() == Level.COUNTY)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("名单里没有县（6 位编码）"));
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
