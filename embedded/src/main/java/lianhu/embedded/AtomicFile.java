package lianhu.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a small file whole or not at all: a full disk or a crash must not truncate settings. */
final class AtomicFile {
    static void write(Path file, String text) throws IOException {
        // Readable by the owner only from the beginning, since some of these files hold a password.
        var unfinished = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".unfinished");
        try {
            Files.writeString(unfinished, text);
            try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private AtomicFile() {}
}
