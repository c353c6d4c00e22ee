package lianhu.adapters.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;

/** The posts of the current roster snapshot. */
final class CachedPosts implements PostDirectory {
    private final PgRoster roster;

    CachedPosts(PgRoster roster) {
        this.roster = roster;
    }

    @Override
    public List<Post> all() {
        return roster.snapshot().posts.all();
    }

    @Override
    public List<Post> at(AreaCode area, Role role, LocalDate day) {
        return roster.snapshot().posts.at(area, role, day);
    }

    @Override
    public Optional<Post> find(PostId id) {
        return roster.snapshot().posts.find(id);
    }

    @Override
    public List<Post> heldBy(String userId, LocalDate day) {
        return roster.snapshot().postsByUser.getOrDefault(userId, List.of()).stream()
                .filter(post -> post.isHeldOn(day))
                .toList();
    }
}
