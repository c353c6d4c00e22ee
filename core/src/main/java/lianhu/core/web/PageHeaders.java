package lianhu.core.web;

import java.util.Map;

/** The security headers of every page. */
public final class PageHeaders {
    /**
     * Pages load only what the gateway serves. {@code blob:} shows a photo before it is sent, and is the worker in which the
     * decoder of voice messages runs; {@code data:} is a small icon.
     */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data: blob:;"
            + " worker-src 'self' blob:;"
            + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    /** The referrer policy keeps personal links and receipt numbers, which are secrets, from other sites. */
    public static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy",
            CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private PageHeaders() {}
}
