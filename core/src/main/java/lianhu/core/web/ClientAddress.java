package lianhu.core.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The network address that limits are counted by: an IPv4 address, or the /64 network of an IPv6 address, since one customer
 * of a provider has a whole /64.
 *
 * @param isKnown false for a loopback address: the client is a proxy on this machine that does not say for whom it asks
 */
public record ClientAddress(String value, boolean isKnown) {
    /** Set by Quarkus, and taken away from clients, when {@code quarkus.http.proxy.proxy-address-forwarding} is on. */
    public static final String TRUSTED_PROXY_HEADER = "X-Forwarded-Trusted-Proxy";

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int NETWORK_BYTES = 8;

    /**
     * The last entry of {@code X-Forwarded-For} is the one that the trusted proxy wrote. Entries before it came from the
     * client, which could write anything.
     *
     * @param peer address of the other end of the connection
     * @param isForwarding whether the settings name proxies; without them every client could send the headers
     * @param header value of a request header by its name; {@code null} when it is missing
     */
    public static ClientAddress of(
            @Nullable String peer, boolean isForwarding, UnaryOperator<@Nullable String> header) {
        String forwarded =
                isForwarding && "true".equals(header.apply(TRUSTED_PROXY_HEADER)) ? header.apply(FORWARDED_FOR) : null;
        InetAddress found = forwarded == null ? null : parse(forwarded.substring(forwarded.lastIndexOf(',') + 1));
        if (found == null) {
            found = parse(peer == null ? "" : peer);
        }
        return found == null
                ? new ClientAddress("", false)
                : new ClientAddress(network(found), !found.isLoopbackAddress());
    }

    private static @Nullable InetAddress parse(String text) {
        try {
            String literal = text.strip();
            int zone = literal.indexOf('%');
            return literal.isEmpty() ? null : InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "/64"
                : address.getHostAddress();
    }
}
