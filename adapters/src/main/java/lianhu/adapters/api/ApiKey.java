package lianhu.adapters.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and what for.
 *
 * @param scopes for instance {@code admin} or {@code chamber:621099901001001}
 */
public record ApiKey(String id, String name, Set<String> scopes) {
    static final String ADMIN = "admin";
    static final String CHAMBER = "chamber:";

    boolean isAdmin() {
        return scopes.contains(ADMIN);
    }

    /** @param grid the away grid that the path names, when it names one: a chamber's key opens that door and no other */
    boolean allowsGrid(@Nullable String grid) {
        return isAdmin() || grid != null && scopes.contains(CHAMBER + grid);
    }
}
