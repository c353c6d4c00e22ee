package lianhu.core.roster;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The page that belongs to whoever holds a post. The link is a key: it goes to the holder and into no log. */
public interface PostHolderLinks {
    /** A path of the gateway, for instance {@code /unit/…}; empty for posts that have no page. */
    Optional<String> linkOf(PostId post);

    /** Another one; the old one is dead at once. */
    Uni<Optional<String>> renew(PostId post);
}
