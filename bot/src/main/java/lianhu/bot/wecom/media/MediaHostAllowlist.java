package lianhu.bot.wecom.media;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lianhu.bot.wecom.client.WecomAccounts;
import org.apache.http.conn.DnsResolver;

/**
 * From where photos may be fetched: an address stands in a message, and must not lead us into the county's own network.
 * As the resolver of the client it sees the very addresses that are connected to.
 */
final class MediaHostAllowlist implements DnsResolver {
    private final List<String> allowed;
    private final boolean isDemonstration;
    private final DnsResolver names;

    MediaHostAllowlist(WecomAccounts accounts, DnsResolver names) {
        this.allowed = accounts.mediaHosts();
        this.isDemonstration = accounts.isDemonstration();
        this.names = names;
    }

    URI validate(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            throw new MediaUnavailableException("the address of the photo cannot be read");
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (isDemonstration && isLoopbackName(host) && "http".equals(uri.getScheme())) {
            return uri;
        }
        boolean isPlain = uri.getUserInfo() == null && (uri.getPort() == -1 || uri.getPort() == 443);
        if (!"https".equals(uri.getScheme()) || !isPlain || !isAllowed(host)) {
            throw new MediaUnavailableException(
                    "the photo comes from a host that is not among lianhu.wecom.media-hosts");
        }
        return uri;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        for (InetAddress address : found) {
            if (isPrivateAddress(address)
                    && !(isDemonstration && address.isLoopbackAddress() && isLoopbackName(host))) {
                throw new MediaUnavailableException("the host of the photo has an address inside a private network");
            }
        }
        return found;
    }

    private boolean isAllowed(String host) {
        return allowed.stream()
                .anyMatch(name -> name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
    }

    private static boolean isLoopbackName(String host) {
        return Stream.of("127.0.0.1", "localhost").anyMatch(host::equals);
    }

    private static boolean isPrivateAddress(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean isIpv4 = bytes.length == 4;
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                // 0.0.0.0/8, shared space of carriers 100.64.0.0/10, 192.0.0.0/24, benchmarks 198.18.0.0/15, reserved.
                || (isIpv4 && (first == 0 || first >= 240))
                || (isIpv4 && first == 100 && (second & 0xc0) == 64)
                || (isIpv4 && first == 192 && second == 0 && bytes[2] == 0)
                || (isIpv4 && first == 198 && (second & 0xfe) == 18)
                // Of IPv6 only global unicast 2000::/3, without what carries an IPv4 address inside: Teredo, 6to4.
                || (!isIpv4 && (first & 0xe0) != 0x20)
                || (!isIpv4 && first == 0x20 && (second == 0x02 || (second == 0x01 && bytes[2] == 0 && bytes[3] == 0)));
    }
}
