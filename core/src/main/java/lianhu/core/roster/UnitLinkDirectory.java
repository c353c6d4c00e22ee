package lianhu.core.roster;

import java.util.Optional;

/** The personal links of unit heads and their deputies. */
public interface UnitLinkDirectory {
    /** Whose link it is; empty when it is unknown, replaced by a newer one, or its holder left the post. */
    Optional<Post> find(String token);
}
