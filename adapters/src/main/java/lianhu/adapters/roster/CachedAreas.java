package lianhu.adapters.roster;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;

/** The areas of the current roster snapshot. */
final class CachedAreas implements Areas {
    private final PgRoster roster;

    CachedAreas(PgRoster roster) {
        this.roster = roster;
    }

    @Override
    public Area county() {
        return roster.snapshot().areas.county();
    }

    @Override
    public Optional<Area> find(AreaCode code) {
        return roster.snapshot().areas.find(code);
    }

    @Override
    public List<Area> all() {
        return roster.snapshot().areas.all();
    }
}
