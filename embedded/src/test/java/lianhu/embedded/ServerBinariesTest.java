package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerBinariesTest {
    @TempDir
    Path folder;

    @Test
    void theBundledProgramsAreTheKnownOnes() {
        ServerBinaries serverBinaries = new ServerBinaries(folder.resolve("cache"));
        assertTrue(Files.isExecutable(serverBinaries.postgres().resolve("bin/postgres")));
        assertTrue(Files.isExecutable(serverBinaries.redis()));
    }

    @Test
    void anotherFileIsNotRun() throws IOException {
        // Given
        Path program = Files.writeString(folder.resolve("redis-server"), "#!/bin/sh\n");
        // When
        EmbeddedException refused = assertThrows(
                EmbeddedException.class,
                () -> ServerBinaries.verify("redis-server", program.toUri().toURL(), "0".repeat(64)));
        // Then
        assertEquals(StartFailure.UNUSABLE_BINARIES, refused.failure());
    }
}
