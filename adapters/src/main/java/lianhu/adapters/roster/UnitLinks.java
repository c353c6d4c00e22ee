package lianhu.adapters.roster;

import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import lianhu.core.deadline.Deadlines;
import lianhu.core.people.Post;
import lianhu.core.people.PostId;
import lianhu.core.people.Role;

/** Personal links of unit heads and their deputies: no log-in, good while the post is held, replaced when one was shown around. */
public final class UnitLinks {
    static final Set<Role> HEADS = Set.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);

    private final PgRoster roster;
    private final InstantSource clock;

    UnitLinks(PgRoster roster, InstantSource clock) {
        this.roster = roster;
        this.clock = clock;
    }

    /** Whose link it is; empty when there is none like it, or the post ended. */
    public Optional<Post> find(String token) {
        return Optional.ofNullable(roster.now().heads.get(token))
                .filter(post -> post.isHeldOn(Deadlines.day(clock.instant())));
    }

    /** {@code /unit/…}, to be put behind the public address; empty for a post that has no such page. */
    public Optional<String> path(PostId post) {
        return Optional.ofNullable(roster.now().tokens.get(post)).map(token -> "/unit/" + token);
    }

    /** A new link; the old one is dead at once. */
    public Uni<Optional<String>> renew(PostId post) {
        return roster.renew(post);
    }
}
