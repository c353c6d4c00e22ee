package lianhu.adapters.api;

import java.util.Set;

/**
 * Who calls, and what for.
 *
 * @param scopes for instance {@code admin} or {@code chamber:621099901001001}
 */
public record ApiKey(String id, String name, Set<String> scopes) {
    static final String ADMIN = "admin";

    boolean isAdmin() {
        return scopes.contains(ADMIN);
    }
}
