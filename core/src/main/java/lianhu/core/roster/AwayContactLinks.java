package lianhu.core.roster;

import java.util.Optional;

/** The personal links of whoever holds a post of an away grid: chamber contacts. */
public interface AwayContactLinks {
    /** Whose link it is; empty when it is unknown, replaced by a newer one, or its holder left the post. */
    Optional<Post> contact(String token);
}
