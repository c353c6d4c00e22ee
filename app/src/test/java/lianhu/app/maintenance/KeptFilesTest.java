package lianhu.app.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway and its servers write into the directory while its files are read. */
class KeptFilesTest {
    @TempDir
    Path data = Path.of("data");

    @BeforeEach
    void aCounty() throws IOException {
        Files.createDirectories(data.resolve("postgres"));
        Files.createDirectories(data.resolve("photos/ab"));
        for (String name : List.of("photos/ab/1", "photos/ab/2", "photos/ab/3", "photos/draft.tmp", "key")) {
            Files.writeString(data.resolve(name), name);
        }
    }

    @Test
    void onlyTheCountysOwnFilesAreRead() throws Exception {
        // When
        List<String> seen = new ArrayList<>();
        KeptFiles.<RuntimeException>forEach(
                data, file -> seen.add(data.relativize(file).toString()));
        // Then
        assertEquals(List.of("photos/ab/1", "photos/ab/2", "photos/ab/3"), seen);
    }

    @Test
    void theServersMayCreateAndDeleteTheirFilesMeanwhile() throws Exception {
        // Given
        AtomicBoolean isOver = new AtomicBoolean();
        Thread server = Thread.ofPlatform().start(() -> churn(isOver));
        try {
            for (int i = 0; i < 300; i++) {
                // When
                List<Path> seen = new ArrayList<>();
                KeptFiles.<RuntimeException>forEach(data, seen::add);
                // Then
                assertEquals(3, seen.size());
            }
        } finally {
            isOver.set(true);
            server.join();
        }
    }

    @Test
    void aFileThatVanishesIsSkippedAndTheRestIsRead() throws Exception {
        // When
        List<String> seen = new ArrayList<>();
        KeptFiles.<RuntimeException>forEach(data, file -> {
            seen.add(Files.readString(file));
            Files.deleteIfExists(data.resolve("photos/ab/2"));
        });
        // Then
        assertEquals(List.of("photos/ab/1", "photos/ab/3"), seen);
    }

    /** A count of a part must not look like a count of all. */
    @Test
    void anyOtherFailureEndsTheWork() {
        assertThrows(
                AccessDeniedException.class,
                () -> KeptFiles.<RuntimeException>forEach(data, file -> {
                    throw new AccessDeniedException(file.toString());
                }));
        assertThrows(
                NoSuchFileException.class,
                () -> KeptFiles.<RuntimeException>forEach(data, file -> {
                    throw new NoSuchFileException("another file");
                }));
    }

    @Test
    void aDirectoryWithoutFilesHasNone() throws Exception {
        // When
        List<Path> seen = new ArrayList<>();
        KeptFiles.<RuntimeException>forEach(data.resolve("postgres"), seen::add);
        // Then
        assertEquals(List.of(), seen);
    }

    private void churn(AtomicBoolean isOver) {
        try {
            while (!isOver.get()) {
                Path folder = Files.createDirectories(data.resolve("postgres/base/1"));
                Files.delete(folder);
                Files.delete(data.resolve("postgres/base"));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
