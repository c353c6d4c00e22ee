package lianhu.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lianhu.app.boot.CountyFiles;

/**
 * The folder of the launcher, and the version that it starts.
 *
 * @param home holds {@code counties}, {@code simulator} and {@code app}, in a source tree as in an unpacked archive
 */
record Installation(Path home, String version) {
    private static final String HOME = "launcher.home";
    private static final String VERSION = "launcher.version";

    /** Empty when the jar was started without the launcher, for instance by systemd. */
    static Optional<Installation> ofLauncher() {
        return Optional.ofNullable(System.getProperty(HOME))
                .map(home -> new Installation(Path.of(home), System.getProperty(VERSION, "")));
    }

    /** @param command the command named in the error message */
    static Installation required(String command) {
        return ofLauncher()
                .orElseThrow(() -> new ExitException(
                        ExitException.WRONG_USAGE, "请用 ./lianhu " + command + " 来运行。  Run ./lianhu " + command + "."));
    }

    /** The folder of a county, by the rule of {@link CountyFiles}; it may not exist. */
    Path county(String name) {
        return CountyFiles.folder(name).orElseGet(() -> home.resolve("counties").resolve(name));
    }

    boolean hasCounty(String name) {
        return Files.isDirectory(county(name));
    }

    Path application() {
        return home.resolve("app/target/quarkus-app");
    }

    Path simulatorJar() {
        return home.resolve("simulator/target/lianhu-simulator-" + version + ".jar");
    }

    Path simulatorLibraries() {
        return home.resolve("simulator/target/lib");
    }

    Path defaultData() {
        return home.resolve(".lianhu");
    }
}
