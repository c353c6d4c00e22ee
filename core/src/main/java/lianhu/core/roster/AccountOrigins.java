package lianhu.core.roster;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;

/** Who made the identities by which persons act: accounts of the desk and API keys. */
@FunctionalInterface
public interface AccountOrigins {
    /**
     * The maker of each identity that somebody made.
     *
     * @param identities for instance {@code desk:chen.jing}, {@code api:k-3f2a}
     */
    Uni<Map<String, String>> makers(Set<String> identities);
}
