package lianhu.app.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that the application ships for its safety, where no operator sets them. */
class ShippedSettingsTest {
    @Test
    void silentConnectionsEndWithinAMinuteAndTheirNumberIsBounded() throws IOException {
        // When
        SmallRyeConfig shipped = shipped(Map.of());
        // Then
        for (String timeout : List.of("quarkus.http.idle-timeout", "quarkus.http.read-timeout")) {
            assertTrue(seconds(shipped, timeout) <= 60, timeout);
        }
        assertTrue(shipped.getValue("quarkus.http.limits.max-connections", Integer.class) <= 10_000);
    }

    /** Forms that call the API from a browser are for trying it out. */
    @Test
    void thePageToTryTheApiIsServedInADemonstrationOnly() throws IOException {
        assertEquals("false", shipped(Map.of()).getValue("quarkus.swagger-ui.enabled", String.class));
        assertEquals(
                "true", shipped(Map.of("lianhu.demo", "true")).getValue("quarkus.swagger-ui.enabled", String.class));
    }

    @Test
    void healthAndMetricsAreNotOnThePublicPort() throws IOException {
        // When
        SmallRyeConfig shipped = shipped(Map.of());
        // Then
        assertEquals("true", shipped.getValue("quarkus.management.enabled", String.class));
        assertEquals("127.0.0.1", shipped.getValue("quarkus.management.host", String.class));
        assertFalse(shipped.getValue("quarkus.http.http2", Boolean.class));
    }

    private static SmallRyeConfig shipped(Map<String, String> values) throws IOException {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Path.of("src/main/resources/application.properties")
                        .toUri()
                        .toURL()))
                .withDefaultValues(values)
                .addDefaultInterceptors()
                .build();
    }

    private static int seconds(SmallRyeConfig config, String name) {
        return Integer.parseInt(config.getValue(name, String.class).replaceFirst("s$", ""));
    }
}
