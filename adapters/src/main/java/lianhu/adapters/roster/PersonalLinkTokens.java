package lianhu.adapters.roster;

import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.AwayContactLinks;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.roster.UnitLinkDirectory;

/**
 * Personal links of unit heads, their deputies and the contacts of away grids. A link needs no log-in, is valid while
 * its holder keeps the post, and can be replaced when it leaked.
 */
public final class PersonalLinkTokens implements UnitLinkDirectory, AwayContactLinks, PostHolderLinks {
    static final Set<Role> HEADS = Set.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);

    private final PgRoster roster;
    private final InstantSource clock;

    PersonalLinkTokens(PgRoster roster, InstantSource clock) {
        this.roster = roster;
        this.clock = clock;
    }

    static boolean isIssuedTo(Post post) {
        return HEADS.contains(post.role()) || post.area().isAway();
    }

    @Override
    public Optional<Post> find(String token) {
        return findHolder(token).filter(post -> HEADS.contains(post.role()));
    }

    @Override
    public Optional<Post> contact(String token) {
        return findHolder(token).filter(post -> post.area().isAway());
    }

    private Optional<Post> findHolder(String token) {
        return Optional.ofNullable(roster.snapshot().holders.get(token))
                .filter(post -> post.isHeldOn(DeadlinePolicy.localDate(clock.instant())));
    }

    @Override
    public Optional<String> linkOf(PostId post) {
        return Optional.ofNullable(roster.snapshot().tokens.get(post))
                .flatMap(token -> Optional.ofNullable(roster.snapshot().holders.get(token))
                        .map(holder -> (holder.area().isAway() ? "/chamber/" : "/unit/") + token));
    }

    @Override
    public Uni<Optional<String>> renew(PostId post) {
        return roster.renew(post);
    }
}
