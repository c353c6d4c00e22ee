package lianhu.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs this program in a child process with a small file system for temporary files. It is mounted in a mount namespace: no
 * privileges are needed where user namespaces are allowed, and the mount ends with the process.
 */
public final class TmpfsRunner {
    /** Root mounts directly; another user becomes root of a user namespace for the mount and returns to its own id. */
    private static final List<String> AS_ROOT = List.of("unshare", "--mount");

    private static final List<String> AS_USER = List.of("unshare", "--user", "--map-root-user", "--mount");
    private static final String MOUNT = "mount -t tmpfs -o size=\"$1\"m,mode=755 lianhu-bench \"$2\"";
    private static final String SETTINGS = "lianhu.bench.";
    private static final int ROOT = 0;

    private final int megabytes;

    public TmpfsRunner(int megabytes) {
        this.megabytes = megabytes;
    }

    /**
     * Runs the class until it ends.
     *
     * @param main class to run
     * @return the exit code
     * @throws IllegalStateException when the machine does not allow the mount, with its error message
     */
    public int run(Class<?> main, List<String> arguments) {
        Path folder = folder();
        try {
            requireMountPermission(folder);
            List<String> command = new ArrayList<>(mountCommand(folder, MOUNT + " && shift 2 && exec \"$@\""));
            if (uid() != ROOT) {
                command.addAll(List.of("unshare", "--user", "--map-user=" + uid(), "--map-group=" + gid()));
            }
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + folder,
                    "-Dstdout.encoding=UTF-8",
                    "-Dstderr.encoding=UTF-8"));
            settings().forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
            command.addAll(arguments);
            return exitCode(new ProcessBuilder(command).inheritIO());
        } finally {
            remove(folder);
        }
    }

    private void requireMountPermission(Path folder) {
        try {
            Process tried = new ProcessBuilder(mountCommand(folder, MOUNT))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(tried.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tried.waitFor() != 0) {
                throw new IllegalStateException("cannot here: no small file system without rights (" + said.strip()
                        + "). It needs user namespaces, or root.");
            }
        } catch (IOException missing) {
            throw new IllegalStateException("cannot here: " + missing.getMessage(), missing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private List<String> mountCommand(Path folder, String script) {
        List<String> command = new ArrayList<>(uid() == ROOT ? AS_ROOT : AS_USER);
        command.addAll(List.of("sh", "-c", script, "sh", Integer.toString(megabytes), folder.toString()));
        return command;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(SETTINGS))
                .forEach(name -> settings.put(name, System.getProperty(name)));
        return settings;
    }

    /** On Ctrl-C the terminal signals the child process too, which stops in order. */
    private static int exitCode(ProcessBuilder builder) {
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int uid() {
        return number("unix:uid");
    }

    private static int gid() {
        return number("unix:gid");
    }

    private static int number(String attribute) {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), attribute);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("lianhu-disk-").toRealPath();
            // As in DataFolder: the servers may run as another user.
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            System.err.println("not removed: " + folder + " (" + e.getMessage() + ")");
        }
    }
}
