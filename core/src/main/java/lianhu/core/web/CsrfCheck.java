package lianhu.core.web;

import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one CSRF check of all forms. It compares the headers {@code Sec-Fetch-Site} and {@code Origin}, which a page of another
 * site cannot set. Tokens would need a cookie on public pages that have no session, and would lapse in a form that a phone
 * keeps without a signal and sends hours later. A request without both headers comes from a program or an old browser; cookies
 * are {@code SameSite} besides.
 */
public final class CsrfCheck {
    /**
     * @param header value of a request header by its name; {@code null} when it is missing
     * @param publicUrl address of the gateway in front of a proxy; empty without one
     */
    public static boolean isAllowed(UnaryOperator<@Nullable String> header, Optional<String> publicUrl) {
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
                                .map(CsrfCheck::authority)
                                .filter(from::equalsIgnoreCase)
                                .isPresent());
    }

    /** Host and port; empty for the opaque origin {@code null} and for a malformed one. */
    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private CsrfCheck() {}
}
