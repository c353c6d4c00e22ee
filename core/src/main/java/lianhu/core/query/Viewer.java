package lianhu.core.query;

import java.util.List;
import lianhu.core.area.AreaCode;
import lianhu.core.routing.Department;

/**
 * Who looks. A sealed ticket is absent for all outside its circle, a recused one for the chain it is about.
 *
 * @param isDesk the county desk: sees all that is not sealed, and what is sealed and led by itself
 * @param areas places whose post this is
 * @param departments bodies this is the contact of
 */
public record Viewer(boolean isAll, boolean isDesk, List<AreaCode> areas, List<String> departments) {
    /** The gateway itself, for notices to reporters about their own matters; never a person. */
    public static final Viewer GATEWAY = new Viewer(true, false, List.of(), List.of());

    public static final Viewer DESK = new Viewer(false, true, List.of(), List.of(Department.DESK));

    public static Viewer post(AreaCode area) {
        return new Viewer(false, false, List.of(area), List.of());
    }

    public static Viewer department(String id) {
        return new Viewer(false, false, List.of(), List.of(id));
    }
}
