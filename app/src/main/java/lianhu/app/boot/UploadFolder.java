package lianhu.app.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder through which uploads pass (setting {@code quarkus.http.body.uploads-directory}). A request deletes its own
 * files; those of a gateway that was killed are deleted here.
 */
public final class UploadFolder {
    /** No request takes that long. A copy of the gateway that shares the directory may be receiving younger files. */
    private static final Duration LONGEST_REQUEST = Duration.ofHours(1);

    /** Creates the folder, for the owner only, and deletes what was left in it. */
    public static void prepare(Path data, InstantSource clock) {
        Path folder = data.resolve("uploads");
        Instant oldest = clock.instant().minus(LONGEST_REQUEST);
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (Path file : filesIn(folder)) {
                deleteIfOlder(file, oldest);
            }
        } catch (IOException e) {
            throw new StartupException("目录 " + folder + " 写不进去：" + e.getMessage() + "。请检查权限和空间。");
        }
    }

    private static void deleteIfOlder(Path file, Instant oldest) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                Files.delete(file);
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            return;
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private UploadFolder() {}
}
