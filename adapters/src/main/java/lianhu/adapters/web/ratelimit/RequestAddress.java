package lianhu.adapters.web.ratelimit;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.util.Optional;
import lianhu.core.web.ClientAddress;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The address a request comes from. It is unknown behind a proxy that the settings do not name: all clients would share the
 * proxy's address, and one of them could use up the share of all.
 */
@Singleton
public class RequestAddress {
    private final boolean isForwarding;
    private final boolean isProxyUnnamed;

    RequestAddress(
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean isForwarding,
            @ConfigProperty(name = "lianhu.public-url") Optional<String> publicUrl) {
        this.isForwarding = isForwarding;
        // The gateway itself speaks plain HTTP only.
        this.isProxyUnnamed = !isForwarding
                && publicUrl.filter(url -> url.startsWith("https:")).isPresent();
    }

    public ClientAddress of(HttpServerRequest request) {
        // Makes Quarkus judge the peer, which sets or removes the header of a trusted proxy.
        SocketAddress _ = request.remoteAddress();
        SocketAddress peer = request.connection().remoteAddress();
        ClientAddress address =
                ClientAddress.of(peer == null ? null : peer.hostAddress(), isForwarding, request::getHeader);
        return isProxyUnnamed ? new ClientAddress(address.value(), false) : address;
    }
}
