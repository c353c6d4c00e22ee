package lianhu.app.boot;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class ProxySettingsTest {
    private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";
    private static final String TRUSTED = "quarkus.http.proxy.trusted-proxies";

    @Test
    void headersAreNeverTakenFromEverybody() {
        assertThrows(StartupException.class, () -> ProxySettings.check(config(Map.of(FORWARDING, "true"))));
        assertThrows(
                StartupException.class, () -> ProxySettings.check(config(Map.of(FORWARDING, "true", TRUSTED, " "))));
        assertDoesNotThrow(() -> ProxySettings.check(config(Map.of(FORWARDING, "true", TRUSTED, "127.0.0.1"))));
        assertDoesNotThrow(() -> ProxySettings.check(config(Map.of())));
    }

    @Test
    void httpsWithoutANamedProxyIsNoticed() {
        Map<String, String> https = Map.of("lianhu.public-url", "https://lianhu.example.gov.cn");
        assertTrue(ProxySettings.isProxyUnnamed(config(https)));
        assertFalse(ProxySettings.isProxyUnnamed(config(Map.of())));
        assertFalse(ProxySettings.isProxyUnnamed(config(Map.of(
                "lianhu.public-url", "https://lianhu.example.gov.cn", FORWARDING, "true", TRUSTED, "127.0.0.1"))));
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder().withDefaultValues(values).build();
    }
}
