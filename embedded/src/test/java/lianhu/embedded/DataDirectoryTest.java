package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void aNewDirectoryIsStampedWithItsCounty() throws IOException {
        // Given
        var path = folder.resolve("new/data");

        // When
        var claimed = DataDirectory.claim(path, "621099");

        // Then
        assertEquals(path.toRealPath(), claimed.path());
        assertEquals("county=621099\nversion=1\n", Files.readString(path.resolve("county")));
    }

    /** Where root runs the tests, the servers run under another account, which passes through the directory. */
    @Test
    void otherUsersCanNeitherListNorWriteIt() throws IOException {
        // Given
        var open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        var shared = Files.createDirectory(folder.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 01777);

        // When
        DataDirectory.claim(folder.resolve("new/data"), "621099");
        DataDirectory.claim(open, "621099");
        DataDirectory.claim(shared, "621099");

        // Then
        var isRoot = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        var closed = isRoot ? "rwx--x--x" : "rwx------";
        assertEquals(closed, mode(folder.resolve("new/data")));
        assertEquals(closed, mode(folder.resolve("new")));
        assertEquals(closed, mode(open));
        assertEquals("rwxrwxrwx", mode(shared));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void itsOwnCountyMayComeAgain() throws IOException {
        // Given
        DataDirectory.claim(folder, "621099");
        Files.writeString(folder.resolve("precious"), "kept");

        // When
        var again = DataDirectory.claim(folder, "621099");

        // Then
        assertEquals("621099", again.county());
        assertEquals("kept", Files.readString(folder.resolve("precious")));
    }

    @Test
    void anotherCountyIsRefusedAndChangesNothing() throws IOException {
        // Given
        DataDirectory.claim(folder, "621099");

        // When
        var refusal = assertThrows(EmbeddedException.class, () -> DataDirectory.claim(folder, "620921"));

        // Then
        assertEquals(StartFailure.OTHER_COUNTY.exitCode(), refusal.exitCode());
        assertTrue(String.valueOf(refusal.getMessage()).contains("621099"));
        assertEquals("county=621099\nversion=1\n", Files.readString(folder.resolve("county")));
    }

    @Test
    void aDirectoryOfANewerVersionIsRefused() throws IOException {
        // Given
        Files.writeString(folder.resolve("county"), "county=621099\nversion=2\n");

        // When
        var refusal = assertThrows(EmbeddedException.class, () -> DataDirectory.claim(folder, "621099"));

        // Then
        assertEquals(StartFailure.NEWER_VERSION, refusal.failure());
    }

    @Test
    void aFileInItsPlaceIsNamed() throws IOException {
        // Given
        var file = Files.writeString(folder.resolve("file"), "");

        // When
        var refusal = assertThrows(EmbeddedException.class, () -> DataDirectory.claim(file, "621099"));

        // Then
        assertEquals(StartFailure.NOT_WRITABLE, refusal.failure());
    }
}
