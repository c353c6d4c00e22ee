package lianhu.app.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceNameTest {
    /** A copy that starts takes over what a copy of its name left, so two copies that run never share one. */
    @Test
    void twoCopiesOnOneHostHaveTwoNamesAndARestartKeepsIt() {
        // Given
        AppSettings settings = settings(Map.of());
        // When
        String one = new InstanceName(settings, 8080).name();
        String other = new InstanceName(settings, 8081).name();
        String again = new InstanceName(settings, 8080).name();
        // Then
        assertNotEquals(one, other);
        assertEquals(one, again);
    }

    @Test
    void aNamedCopyHasItsName() {
        assertEquals("left", new InstanceName(settings(Map.of("lianhu.instance", "left")), 8080).name());
    }

    private static AppSettings settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(AppSettings.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(AppSettings.class);
    }
}
