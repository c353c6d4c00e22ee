package lianhu.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Finds the holder of the lock of a data directory in the system's list of locks, without taking the lock. */
public final class LockHolder {
    private static final Path LOCKS = Path.of("/proc/locks");

    /** The process that works on the directory; empty for none, or when it cannot be determined. */
    public static OptionalLong pidOf(Path data) {
        try {
            var inode = ":" + Files.getAttribute(data.resolve("lock"), "unix:ino");
            for (var line : Files.readAllLines(LOCKS)) {
                var words = line.strip().split("\\s+");
                // 1: POSIX ADVISORY WRITE <process> <major>:<minor>:<inode> 0 EOF
                if (words.length > 5 && words[3].equals("WRITE") && words[5].endsWith(inode)) {
                    return OptionalLong.of(Long.parseLong(words[4]));
                }
            }
        } catch (IOException | UnsupportedOperationException | NumberFormatException notToBeTold) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    private LockHolder() {}
}
