package lianhu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the running program on a data directory. The system frees it with the process, even after kill -9, and
 * child processes do not inherit it: servers that run while the lock is free are orphans and may be adopted.
 */
record DataLock(FileLock lock) implements AutoCloseable {
    static DataLock acquire(Path data) {
        try {
            var channel = FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new EmbeddedException(StartFailure.ALREADY_RUNNING, """
                        数据目录 %s 已经有一份程序在用。请先停掉它，或用 --data 另选一个目录。
                        A copy already runs on this data directory. Stop it or choose another directory.""".formatted(data));
            }
            return new DataLock(lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProgram) {
            return null;
        }
    }
}
