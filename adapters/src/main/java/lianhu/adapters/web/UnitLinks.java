package lianhu.adapters.web;

import java.util.Optional;
import lianhu.core.roster.Post;

/** The personal links of unit heads and their deputies. */
public interface UnitLinks {
    /** Whose link it is; empty when it is unknown, replaced by a newer one, or its holder left the post. */
    Optional<Post> find(String token);
}
