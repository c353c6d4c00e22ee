package lianhu.core.roster;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The personal page of a post's holder. The link is a secret: it goes to the holder and into no log. */
public interface PostHolderLinks {
    /** A path of the gateway, for instance {@code /unit/…}; empty for posts that have no page. */
    Optional<String> linkOf(PostId post);

    /** Makes a new link; the old one is invalid immediately. */
    Uni<Optional<String>> renew(PostId post);
}
