package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTest {
    @TempDir
    Path path;

    private ServerFolder folder;

    @BeforeEach
    void open() throws IOException {
        var self = (Integer) Files.getAttribute(path, "unix:uid");
        folder = new ServerFolder(path, new RunAsUser(self, List.of()), Path.of("server"));
    }

    @Test
    void aPortTakenInTheLastMomentIsTriedTwiceMoreElsewhere() {
        // Given
        var tried = new ArrayList<Integer>();

        // When
        var process = folder.startOnAnyPort(port -> {
            tried.add(port);
            if (tried.size() < 3) {
                throw ServerFolder.portTaken(port);
            }
            return ProcessHandle.current();
        });

        // Then
        assertEquals(ProcessHandle.current(), process);
        assertEquals(3, Set.copyOf(tried).size());
        assertEquals(tried.getLast(), folder.port());
        assertTrue(tried.stream().allMatch(port -> port >= 20_000 && port < 30_000));
    }

    @Test
    void anotherPortDoesNotHelpAgainstOtherTrouble() {
        // Given
        var tried = new ArrayList<Integer>();

        // When
        var refusal = assertThrows(
                EmbeddedException.class,
                () -> folder.startOnAnyPort(port -> {
                    tried.add(port);
                    throw DataDirectory.diskFull(path);
                }));

        // Then
        assertEquals(StartFailure.DISK_FULL, refusal.failure());
        assertEquals(1, tried.size());
    }

    @Test
    void aServerWhosePortIsKnownToClientsDoesNotComeBackElsewhere() throws IOException {
        // Given
        try (var stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            folder.rememberPort(stranger.getLocalPort());

            // When
            var refusal = assertThrows(
                    EmbeddedException.class, () -> folder.startOnSamePort(port -> ProcessHandle.current()));

            // Then
            assertEquals(StartFailure.FOREIGN_PROCESS, refusal.failure());
        }
    }

    @Test
    void theMessageHoldsTheEndOfTheLogOfAServerThatDidNotStart() {
        assertEquals(StartFailure.DISK_FULL, failureOf("could not write: No space left on device"));
        assertEquals(StartFailure.FOREIGN_PROCESS, failureOf("could not bind: Address already in use"));
        assertEquals(StartFailure.NOT_STARTED, failureOf("unrecognized parameter"));
    }

    @Test
    void thePasswordStaysAndIsReadableByTheOwnerOnly() throws IOException {
        // Given
        var first = folder.password();

        // When
        var second = folder.password();

        // Then
        assertEquals(first, second);
        assertEquals(48, first.length());
        assertEquals(0600, (Integer) Files.getAttribute(path.resolve("password"), "unix:mode") & 0777);
    }

    private StartFailure failureOf(String lastWords) {
        return assertThrows(
                        EmbeddedException.class,
                        () -> folder.launch(
                                "server",
                                Duration.ofSeconds(10),
                                List.of("sh", "-c", "echo \"$0\"; exit 1", lastWords),
                                process -> false))
                .failure();
    }
}
