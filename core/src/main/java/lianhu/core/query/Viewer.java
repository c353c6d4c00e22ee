package lianhu.core.query;

import java.util.List;
import lianhu.core.area.AreaCode;
import lianhu.core.routing.Department;

/**
 * Who reads. A sealed ticket is absent for everybody outside its circle, a recused one for the chain it is about.
 *
 * @param isDesk the county desk: sees everything that is not sealed, and the sealed tickets it owns
 * @param areas places of the viewer's posts
 * @param departments the viewer is a contact of
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
