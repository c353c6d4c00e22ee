package lianhu.adapters.chamber;

import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.report.PersonDetails;
import lianhu.core.roster.Post;

/** A chamber contact as the road knows her. */
final class ChamberContact {
    static PersonDetails person(Post post) {
        return new PersonDetails(post.userId(), post.person(), post.phone());
    }

    /** The away grid; its own place when it has no grid yet. */
    static AreaCode grid(Post post) {
        return post.area().isAtOrBelow(Level.GRID) ? post.area().ancestorAt(Level.GRID) : post.area();
    }

    private ChamberContact() {}
}
