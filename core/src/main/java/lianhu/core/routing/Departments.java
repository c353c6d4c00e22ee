package lianhu.core.routing;

import java.util.List;
import java.util.Optional;

/** The county's departments and other bodies. Held in memory by every copy of the gateway. */
public interface Departments {
    List<Department> all();

    default Optional<Department> find(String id) {
        return all().stream().filter(department -> department.id().equals(id)).findFirst();
    }
}
