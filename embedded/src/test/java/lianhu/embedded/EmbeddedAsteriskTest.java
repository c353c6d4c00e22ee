package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Asterisk, which is killed and disturbed. */
class EmbeddedAsteriskTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private Path data;
    private EmbeddedAsterisk asterisk;

    @BeforeEach
    void start() {
        data = AsteriskForTests.newData();
        asterisk = AsteriskForTests.start(data);
    }

    @AfterEach
    void stop() {
        if (asterisk != null) {
            asterisk.close();
        }
        AsteriskForTests.delete(data);
    }

    @Test
    void itAnswersOnlyThisMachineAndOnlyWithThePassword() throws IOException {
        assertTrue(AsteriskServer.runningModules(asterisk.httpPort(), asterisk.password()) > 0);
        assertEquals(0, AsteriskServer.runningModules(asterisk.httpPort(), "wrong"));
        assertEquals(Set.of("0100007F"), addresses("/proc/net/tcp", asterisk.httpPort()));
        assertEquals(Set.of(), addresses("/proc/net/tcp6", asterisk.httpPort()));
        assertEquals(Set.of("0100007F"), addresses("/proc/net/udp", asterisk.sipPort()));
    }

    @Test
    void itsPasswordAndItsRecordingsAreClosedToOthers() throws IOException {
        Path folder = data.resolve("asterisk");
        Set<PosixFilePermission> owner = Set.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        assertEquals(owner, Files.getPosixFilePermissions(folder));
        assertEquals(owner, Files.getPosixFilePermissions(folder.resolve("spool/recording")));
        assertEquals(
                Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE),
                Files.getPosixFilePermissions(folder.resolve("ari.conf")));
    }

    @Test
    void everyModuleOfTheConfigurationRuns() throws IOException {
        // Given
        List<String> wanted = Files.readAllLines(data.resolve("asterisk/modules.conf")).stream()
                .filter(line -> line.startsWith("load =") || line.startsWith("require ="))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .toList();
        // When
        List<String> running = cli("module show")
                .lines()
                .filter(line -> line.contains(" Running ") && !line.contains("Not Running"))
                .map(line -> line.split(" ", 2)[0])
                .toList();
        // Then
        assertTrue(running.size() > 50, running::toString);
        assertEquals(
                List.of(),
                wanted.stream().filter(module -> !running.contains(module)).toList());
    }

    @Test
    void itStartsWithoutAnError() {
        Path log = data.resolve("asterisk/server.log");
        assertTrue(Polling.until(SOON, () -> read(log).contains("Asterisk Ready.")));
        assertFalse(read(log).contains("ERROR"), read(log));
    }

    @Test
    void itComesBackOnItsPortsWhenItIsKilled() {
        // Given
        long killed = asterisk.pid();
        int httpPort = asterisk.httpPort();
        int sipPort = asterisk.sipPort();
        // When
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        // Then
        assertTrue(Polling.until(SOON, () -> asterisk.pid() != killed));
        assertTrue(AsteriskServer.runningModules(httpPort, asterisk.password()) > 0);
        assertEquals(httpPort, asterisk.httpPort());
        assertEquals(sipPort, asterisk.sipPort());
    }

    @Test
    void anAsteriskThatAKilledProgramLeftGoesOn() {
        // Given
        Path home = AsteriskBinaries.ofThisMachine(AsteriskForTests.CACHE).home();
        // When
        ProcessHandle adopted = new AsteriskServer(home, data.resolve("asterisk")).adoptOrStart();
        // Then
        assertEquals(asterisk.pid(), adopted.pid());
    }

    @Test
    void aSecondCopyOnTheSameDataIsRefused() {
        EmbeddedException refused =
                assertThrows(EmbeddedException.class, () -> EmbeddedAsterisk.start(data, AsteriskForTests.CACHE));
        assertEquals(StartFailure.ALREADY_RUNNING, refused.failure());
        assertTrue(AsteriskServer.runningModules(asterisk.httpPort(), asterisk.password()) > 0);
    }

    @Test
    void afterAnOrderedStopNothingRunsAndTheNextStartHasPortsAndPassword() throws IOException {
        // Given
        long stopped = asterisk.pid();
        int httpPort = asterisk.httpPort();
        String password = asterisk.password();
        // When
        asterisk.close();
        // Then
        assertFalse(ProcessHandle.of(stopped).filter(ProcessRunner::isAlive).isPresent());
        assertTrue(Files.readString(data.resolve("asterisk/server.log")).contains("cleanly ending"));
        asterisk = EmbeddedAsterisk.start(data, AsteriskForTests.CACHE);
        assertNotEquals(stopped, asterisk.pid());
        assertEquals(httpPort, asterisk.httpPort());
        assertEquals(password, asterisk.password());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String cli(String command) {
        Path home = AsteriskBinaries.ofThisMachine(AsteriskForTests.CACHE).home();
        return ProcessRunner.run(
                        AsteriskBinaries.command(home),
                        "-C",
                        data.resolve("asterisk/asterisk.conf").toString(),
                        "-rx",
                        command)
                .output();
    }

    /** Local addresses of the sockets on this port, as the kernel writes them. */
    private static Set<String> addresses(String table, int port) throws IOException {
        String suffix = ":%04X".formatted(port);
        try (Stream<String> lines = Files.lines(Path.of(table))) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words[1].endsWith(suffix) && !words[3].equals("06"))
                    .map(words -> words[1].substring(0, words[1].length() - suffix.length()))
                    .collect(Collectors.toSet());
        }
    }
}
