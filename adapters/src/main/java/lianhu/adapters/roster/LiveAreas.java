package lianhu.adapters.roster;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;

/** The tree as it is now. */
final class LiveAreas implements Areas {
    private final PgRoster roster;

    LiveAreas(PgRoster roster) {
        this.roster = roster;
    }

    @Override
    public Area county() {
        return roster.now().areas.county();
    }

    @Override
    public Optional<Area> find(AreaCode code) {
        return roster.now().areas.find(code);
    }

    @Override
    public List<Area> all() {
        return roster.now().areas.all();
    }
}
