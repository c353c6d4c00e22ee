package lianhu.adapters.roster;

import java.util.List;
import java.util.Optional;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;

/** The departments of the current roster snapshot. */
final class CachedDepartments implements Departments {
    private final PgRoster roster;

    CachedDepartments(PgRoster roster) {
        this.roster = roster;
    }

    @Override
    public List<Department> all() {
        return roster.snapshot().departments;
    }

    @Override
    public Optional<Department> find(String id) {
        return Optional.ofNullable(roster.snapshot().departmentsById.get(id));
    }
}
