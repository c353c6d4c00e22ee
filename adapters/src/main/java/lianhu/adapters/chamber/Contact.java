package lianhu.adapters.chamber;

import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.people.Post;
import lianhu.core.report.Speaker;

/** A chamber contact as the road knows her. */
final class Contact {
    static Speaker speaker(Post post) {
        return new Speaker(post.userId(), post.person(), post.phone());
    }

    /** The away grid; its own place when it has no grid yet. */
    static AreaCode grid(Post post) {
        return post.area().reaches(Level.GRID) ? post.area().at(Level.GRID) : post.area();
    }

    private Contact() {}
}
