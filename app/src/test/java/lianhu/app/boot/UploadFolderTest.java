package lianhu.app.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");

    @Test
    void whatAKilledGatewayLeftIsDeletedAndWhatAnotherCopyReceivesStays(@TempDir Path data) throws Exception {
        // Given
        UploadFolder.prepare(data, () -> NOW);
        Path left = upload(data, "left", Duration.ofHours(2));
        Path received = upload(data, "received", Duration.ofMinutes(1));

        // When
        UploadFolder.prepare(data, () -> NOW);

        // Then
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(received));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("uploads"))));
    }

    private static Path upload(Path data, String name, Duration age) throws Exception {
        Path file = Files.writeString(data.resolve("uploads").resolve(name), "a photo");
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }
}
