package lianhu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An Asterisk with files of configuration that a test chooses, in a folder that ends with it. */
public final class ConfiguredAsterisk implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> FOLDERS =
            List.of("lib", "db", "run", "log", "keys", "keys/keys", "spool", "spool/recording");

    private final Path home;
    private final Path data;
    private final ServerFolder folder;
    private final ProcessHandle process;

    private ConfiguredAsterisk(Path home, Path data, ServerFolder folder, ProcessHandle process) {
        this.home = home;
        this.data = data;
        this.folder = folder;
        this.process = process;
    }

    /**
     * Returns when Asterisk has loaded its modules. Where Asterisk cannot be had the test is skipped by name.
     *
     * @param files contents by name, made for the folder in which Asterisk runs. {@code asterisk.conf} gets the section
     *     {@code [directories]} in front, and {@code indications.conf} is that of the embedded Asterisk
     */
    public static ConfiguredAsterisk start(Function<Path, Map<String, String>> files) {
        Path data = AsteriskForTests.newData();
        try {
            Path home = AsteriskBinaries.ofThisMachine(AsteriskForTests.CACHE).home();
            Path path = data.resolve("asterisk");
            var folder = ServerFolder.open(path, AsteriskBinaries.loader(home));
            write(folder, home, files.apply(path));
            var command = new ArrayList<>(List.of("env", "-C", path.toString()));
            command.addAll(AsteriskBinaries.command(home));
            command.addAll(List.of("-C", folder.file("asterisk.conf").toString(), "-f", "-n"));
            return new ConfiguredAsterisk(
                    home,
                    data,
                    folder,
                    folder.launch(
                            "Asterisk",
                            LIMIT,
                            command,
                            started -> Files.exists(folder.file("run/asterisk.ctl"))
                                    && cli(home, path, "core waitfullybooted").contains("fully booted")));
        } catch (EmbeddedException e) {
            AsteriskForTests.delete(data);
            throw AsteriskForTests.skipped(e);
        }
    }

    /** A port of this machine that nothing listens at, for TCP and for UDP. */
    public static int freePort() {
        int port = Ports.anyFree();
        return Ports.isFreeForUdp(port) ? port : freePort();
    }

    /** Runs a command of the command line of Asterisk and returns what it prints. */
    public String cli(String command) {
        return cli(home, folder.path(), command);
    }

    /** The folder with its files, and those that Asterisk writes. */
    public Path folder() {
        return folder.path();
    }

    /** What Asterisk has said since its start. */
    public String log() {
        return folder.read("server.log");
    }

    /** From now on no file of Asterisk grows, as on a full disk; until {@link #freeDisk}. */
    public void fillDisk() {
        limitFiles("0");
    }

    public void freeDisk() {
        limitFiles("unlimited");
    }

    private void limitFiles(String bytes) {
        var limited = ProcessRunner.run(
                folder.account().prefix(), "prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":");
        if (!limited.ok()) {
            throw new IllegalStateException(limited.output());
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!Polling.until(LIMIT, () -> !ProcessRunner.isAlive(process))) {
            process.destroyForcibly();
        }
        AsteriskForTests.delete(data);
    }

    private static String cli(Path home, Path path, String command) {
        var words = new ArrayList<>(AsteriskBinaries.command(home));
        words.addAll(List.of("-C", path.resolve("asterisk.conf").toString(), "-rx", command));
        return ProcessRunner.run(List.of(), words).output();
    }

    private static void write(ServerFolder folder, Path home, Map<String, String> files) {
        try {
            for (String name : FOLDERS) {
                folder.account().giveOwnership(Files.createDirectories(folder.file(name)), "rwx------");
            }
            folder.write("indications.conf", AsteriskConfiguration.template("indications.conf"));
            files.forEach((name, text) ->
                    folder.write(name, name.equals("asterisk.conf") ? directories(folder.path(), home) + text : text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String directories(Path folder, Path home) {
        String template = AsteriskConfiguration.template("asterisk.conf");
        return template.substring(0, template.indexOf("[options]"))
                .replace("@FOLDER@", folder.toString())
                .replace("@HOME@", home.toString());
    }
}
