package lianhu.bench.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Fills the file system with one file until the file is removed. */
public final class DiskFiller implements Closer.Resource {
    private static final int BLOCK = 65_536;
    private static final int LAST_BLOCK = 512;

    private final Path file;

    public DiskFiller(Path folder) {
        file = folder.resolve("fill");
    }

    /** @return the free bytes afterwards, as the system reports them */
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
            // Expected: the disk is full. The caller checks the free space.
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
