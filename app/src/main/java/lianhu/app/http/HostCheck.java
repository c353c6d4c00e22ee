package lianhu.app.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hosts under which a demonstration answers. Its desk is open to every visitor; a page of another site whose name resolves
 * to this machine (DNS rebinding) could otherwise read and drive it. Addresses cannot be rebound.
 */
final class HostCheck {
    private final String publicHost;

    HostCheck(String publicUrl) {
        String host = URI.create(publicUrl).getHost();
        publicHost = host == null ? "" : host;
    }

    /** @param host without the port; {@code null} for a request without one, which no browser sends */
    boolean isAllowed(@Nullable String host) {
        if (host == null) {
            return true;
        }
        String name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equalsIgnoreCase(publicHost)
                || isAddress(name);
    }

    private static boolean isAddress(String name) {
        try {
            InetAddress literal = InetAddress.ofLiteral(name.replaceAll("^\\[|]$", ""));
            return literal != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
