package lianhu.adapters.chamber;

import lianhu.adapters.web.work.WorkLink;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.roster.Post;

/** What the post of a chamber contact stands for. */
final class ChamberContact {
    /** The away grid; the area of the post when it has no grid. */
    static AreaCode grid(Post post) {
        return post.area().isAtOrBelow(Level.GRID) ? post.area().ancestorAt(Level.GRID) : post.area();
    }

    /** Whether what the away grid owns is with this contact: the heads of its units do not act for it. */
    static boolean actsForGrid(Post post) {
        return post.area().level() == Level.GRID;
    }

    /** The tickets of the away grid, on the page of this link. */
    static WorkLink work(Post post, String token) {
        return WorkLink.of("/chamber/" + token + "/work", post);
    }

    private ChamberContact() {}
}
