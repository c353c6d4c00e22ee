package lianhu.app.cli;

import java.nio.file.Path;
import lianhu.app.boot.BootstrapConfig;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that uses a data directory. They become settings, which override the environment. */
final class DataOptions {
    static final String DATA = "lianhu.data-dir";

    private static final String COUNTY = "lianhu.county";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {"数据目录，默认 .lianhu", "where everything is kept"})
    private @Nullable Path data;

    @Option(
            names = "--county",
            paramLabel = "NAME",
            description = {"县（counties/ 下的目录），默认 yunxi", "a folder below counties/"})
    private @Nullable String county;

    /**
     * Applies these options and returns the settings.
     *
     * @throws ExitException when the launcher has no such county
     */
    Config settings() {
        if (data != null) {
            System.setProperty(DATA, data.toAbsolutePath().toString());
        }
        if (county != null) {
            System.setProperty(COUNTY, county);
        }
        Config config = BootstrapConfig.read(); // reads the system properties each time
        if (config.getOptionalValue(DATA, String.class).isEmpty()) {
            Installation.ofLauncher()
                    .ifPresent(
                            here -> System.setProperty(DATA, here.defaultData().toString()));
        }
        String name = BootstrapConfig.countyOf(config);
        Installation.ofLauncher().filter(here -> !here.hasCounty(name)).ifPresent(here -> {
            throw new ExitException(
                    ExitException.WRONG_USAGE,
                    "没有这个县：" + name + "。县是 " + here.county("") + " 下的目录。  No such folder below counties/.");
        });
        return config;
    }
}
