package lianhu.adapters.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller and its scopes.
 *
 * @param scopes for instance {@code admin} or {@code chamber:621099901001001}
 */
public record ApiKey(String id, String name, Set<String> scopes) {
    static final String ADMIN = "admin";
    static final String CHAMBER = "chamber:";

    boolean isAdmin() {
        return scopes.contains(ADMIN);
    }

    /** @param grid the away grid in the path, if any: a chamber's key is valid for its own grid only */
    boolean allowsGrid(@Nullable String grid) {
        return isAdmin() || grid != null && scopes.contains(CHAMBER + grid);
    }
}
