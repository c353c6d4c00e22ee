package lianhu.adapters.chamber;

import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.report.PersonDetails;
import lianhu.core.roster.Post;

/** Converts the post of a chamber contact. */
final class ChamberContact {
    static PersonDetails person(Post post) {
        return new PersonDetails(post.userId(), post.person(), post.phone());
    }

    /** The away grid; the area of the post when it has no grid. */
    static AreaCode grid(Post post) {
        return post.area().isAtOrBelow(Level.GRID) ? post.area().ancestorAt(Level.GRID) : post.area();
    }

    private ChamberContact() {}
}
