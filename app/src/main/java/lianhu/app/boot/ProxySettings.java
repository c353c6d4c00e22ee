package lianhu.app.boot;

import org.eclipse.microprofile.config.Config;

/**
 * The reverse proxies whose word counts for the address of a client and for HTTPS: {@code quarkus.http.proxy.*}. The headers of
 * everybody would count if forwarding were on without a list of proxies, so such a start is refused.
 */
public final class ProxySettings {
    private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";
    private static final String TRUSTED = "quarkus.http.proxy.trusted-proxies";

    /** @throws StartupException when every client could choose its own address */
    public static void check(Config config) {
        if (isForwarding(config)
                && config.getOptionalValue(TRUSTED, String.class)
                        .filter(proxies -> !proxies.isBlank())
                        .isEmpty()) {
            throw new StartupException(
                    "设了 " + FORWARDING + "，没有设 " + TRUSTED + "：谁都可以冒充别的地址。请写明反向代理的地址，例如 " + TRUSTED + "=127.0.0.1");
        }
    }

    /** Whether people come by a proxy that the settings do not name, so that all of them seem to have one address. */
    public static boolean isProxyUnnamed(Config config) {
        return !isForwarding(config)
                && config.getOptionalValue("lianhu.public-url", String.class)
                        .filter(url -> url.startsWith("https:"))
                        .isPresent();
    }

    private static boolean isForwarding(Config config) {
        return config.getOptionalValue(FORWARDING, Boolean.class).orElse(false);
    }

    private ProxySettings() {}
}
