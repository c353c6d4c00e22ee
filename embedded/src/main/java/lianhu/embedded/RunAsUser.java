package lianhu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The user under which the servers run. PostgreSQL refuses root, so root switches to {@code nobody}, or, where that
 * user cannot reach the folders (a home that only root may enter), enters a user namespace in which it is not root.
 */
record RunAsUser(int uid, List<String> prefix) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    /** Chosen when the folder is new; later the owner of the folder decides. */
    static RunAsUser forFolder(Path folder, Path program) {
        var self = ownerOf(Path.of("/proc/self"));
        if (self != ROOT) {
            return new RunAsUser(self, List.of());
        }
        var owner = ownerOf(folder);
        if (owner != ROOT) {
            return ofUid(owner);
        }
        if (isUsed(folder)) {
            return inNamespace();
        }
        var handedOver = ofUid(NOBODY);
        if (handedOver.canRun(program) && handedOver.canEnter(folder)) {
            return handedOver;
        }
        if (inNamespace().canRun(program)) {
            return inNamespace();
        }
        throw new EmbeddedException(StartFailure.NO_UNPRIVILEGED_USER, """
                PostgreSQL 不能用 root 运行。请改用普通用户启动；或把数据放到 root 主目录以外、别的用户也进得去的地方（用 --data）。
                PostgreSQL does not run as root. Start as an ordinary user, or put %s and %s where others may enter.""".formatted(folder, program));
    }

    /** Gives a folder or file to this account and closes it to all others. */
    void giveOwnership(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        if (ownerOf(path) != uid) {
            Files.setAttribute(path, "unix:uid", uid);
        }
    }

    private static RunAsUser ofUid(int uid) {
        var id = Integer.toString(uid);
        return new RunAsUser(uid, List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"));
    }

    private static RunAsUser inNamespace() {
        return new RunAsUser(ROOT, List.of("unshare", "--user"));
    }

    private boolean canRun(Path program) {
        // By another program: the one that gives up rights may still have them when it starts its successor.
        return ProcessRunner.run(prefix, "setsid", program.toString(), "--version")
                .ok();
    }

    private boolean canEnter(Path folder) {
        return ProcessRunner.run(
                        prefix, "test", "-x", folder.resolve("..").normalize().toString())
                .ok();
    }

    private static boolean isUsed(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int ownerOf(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
