package lianhu.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Closes the data directory to other users, whatever the umask. Where root runs the gateway, the servers run under
 * another account, which must be able to pass through: others may then enter, but not list, the directory.
 */
final class OwnerOnly {
    private static final int ROOT = 0;
    private static final int STICKY = 01000;

    /** Creates the folder and those above it that are missing. */
    static void createFolders(Path path) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (var folder = path.toAbsolutePath(); folder != null && !Files.exists(folder); folder = folder.getParent()) {
            missing.push(folder);
        }
        Files.createDirectories(path);
        for (var folder : missing) {
            Files.setPosixFilePermissions(folder, permissions());
        }
    }

    /** Takes permissions away from the others; a folder of another user and one that all share stay as they are. */
    static void close(Path folder) throws IOException {
        var isOurs = Files.getAttribute(folder, "unix:uid").equals(self());
        var isShared = ((Integer) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
        Set<PosixFilePermission> left = new HashSet<>(Files.getPosixFilePermissions(folder));
        if (isOurs && !isShared && left.retainAll(permissions())) {
            Files.setPosixFilePermissions(folder, left);
        }
    }

    private static Set<PosixFilePermission> permissions() throws IOException {
        return PosixFilePermissions.fromString(self().equals(ROOT) ? "rwx--x--x" : "rwx------");
    }

    private static Object self() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private OwnerOnly() {}
}
