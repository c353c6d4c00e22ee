package lianhu.app.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lianhu.adapters.county.CountyFolder;

/**
 * Finds the files of a county, for a start and for every command: a path that the setting names; else the folder {@code
 * counties/<name>} beside the program, which a county can edit; else the copy in the program.
 */
public final class CountyFiles {
    private static final String HOME = "launcher.home";
    /** Below the home of an archive and of a source tree alike. */
    private static final Path PROGRAM = Path.of("app", "target", "quarkus-app", "quarkus-run.jar");

    /** @param setting the value of {@code lianhu.county} */
    public static CountyFolder of(String setting) {
        return folder(setting).map(CountyFolder::at).orElseGet(() -> CountyFolder.packed(setting));
    }

    /** Empty when the copy in the program is used. */
    public static Optional<Path> folder(String setting) {
        return setting.contains("/")
                ? Optional.of(Path.of(setting))
                : home().map(home -> home.resolve("counties").resolve(setting)).filter(Files::isDirectory);
    }

    /** The launcher names it; without the launcher, for instance under systemd, the program knows where it lies. */
    private static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty(HOME)).map(Path::of).or(() -> {
            Path program = Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
            return program.endsWith(PROGRAM)
                    ? Optional.of(program.getRoot()
                            .resolve(program.subpath(0, program.getNameCount() - PROGRAM.getNameCount())))
                    : Optional.empty();
        });
    }

    private CountyFiles() {}
}
