package lianhu.app.boot;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;

/**
 * The settings before Quarkus is there: environment, system properties, {@code config/application.properties}, the packed
 * one. A configuration of its own, since the first one asked for globally would take the place of Quarkus'.
 */
public final class BootstrapConfig {
    public static final String PORT = "quarkus.http.port";
    public static final String MANAGEMENT_PORT = "quarkus.management.port";

    private static final String FILE = "application.properties";
    private static final int BESIDE = 260;
    private static final int PACKED = 250;

    public static Config read() {
        return builder().build();
    }

    public static String countyOf(Config config) {
        return config.getOptionalValue("lianhu.county", String.class).orElse("yunxi");
    }

    public static Path dataOf(Config config) {
        return Path.of(config.getOptionalValue("lianhu.data-dir", String.class).orElse(".lianhu"));
    }

    public static Path keyOf(Config config, Path data) {
        return config.getOptionalValue("lianhu.key-file", String.class)
                .map(Path::of)
                .orElseGet(() -> data.resolve("key"));
    }

    public static boolean isDemonstration(Config config) {
        return config.getOptionalValue("lianhu.demo", Boolean.class).orElse(false);
    }

    /** For a caller that reads them in another form. */
    public static SmallRyeConfigBuilder builder() {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources();
        try {
            Path beside = Path.of("config", FILE);
            if (Files.isRegularFile(beside)) {
                builder.withSources(new PropertiesConfigSource(beside.toUri().toURL(), BESIDE));
            }
            URL packed = BootstrapConfig.class.getResource("/" + FILE);
            if (packed != null) {
                builder.withSources(new PropertiesConfigSource(packed, PACKED));
            }
            return builder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BootstrapConfig() {}
}
