package lianhu.bench.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that leaves no room for anything else, until it is taken away. */
public final class DiskFiller implements Closer.Resource {
    private static final int BLOCK = 65_536;
    private static final int LAST_BLOCK = 512;

    private final Path file;

    public DiskFiller(Path folder) {
        file = folder.resolve("fill");
    }

    /** @return bytes left at the end, as the system tells */
    public long fill() {
        write(BLOCK);
        write(LAST_BLOCK);
        try {
            return Files.getFileStore(file).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(int size) {
        byte[] block = new byte[size];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // That is what it was for; whether it is full, the space left tells.
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
