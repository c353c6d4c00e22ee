package lianhu.core.roster;

import java.util.Optional;

/** The personal links of chamber contacts, who hold the posts of an away grid. */
public interface AwayContactLinks {
    /** The post of a link; empty when the link is unknown or replaced, or its holder left the post. */
    Optional<Post> contact(String token);
}
