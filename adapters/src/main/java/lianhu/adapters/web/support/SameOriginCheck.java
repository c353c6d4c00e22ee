package lianhu.adapters.web.support;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether a form comes from a page of ours. Browsers send {@code Origin} with every form that crosses origins; one
 * without it is old and same-origin, and cookies are SameSite besides. Made late, by its scope: the filter that asks it is
 * made before the settings of a start are known.
 */
@ApplicationScoped
class SameOriginCheck {
    private final Optional<String> publicUrl;

    SameOriginCheck(@ConfigProperty(name = "lianhu.public-url") Optional<String> publicUrl) {
        this.publicUrl = publicUrl;
    }

    boolean isAllowed(UnaryOperator<@Nullable String> header) {
        String site = header.apply("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = header.apply("Origin");
        if (origin == null) {
            return true;
        }
        String from = authority(origin);
        return !from.isEmpty()
                && (from.equalsIgnoreCase(header.apply("Host"))
                        || publicUrl
                                .map(SameOriginCheck::authority)
                                .filter(from::equalsIgnoreCase)
                                .isPresent());
    }

    /** Host and port; empty for the opaque origin {@code null} and for nonsense. */
    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
