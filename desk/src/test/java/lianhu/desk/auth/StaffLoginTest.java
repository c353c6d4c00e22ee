package lianhu.desk.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaffLoginTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:42:00+08:00");
    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Test
    void aNewFileShowsItsPasswordOnceAndKeepsOnlyAVerifier(@TempDir Path folder) throws Exception {
        // Given
        Path path = folder.resolve("staff");
        // When
        BootstrapPasswordFile.OpenResult first = BootstrapPasswordFile.open(path);
        BootstrapPasswordFile.OpenResult second = BootstrapPasswordFile.open(path);
        // Then
        String password = first.password().orElseThrow();
        assertEquals(Optional.empty(), second.password());
        assertTrue(second.file().verify("desk", password));
        assertTrue(second.file()
                .verify(" desk ", password.toLowerCase(java.util.Locale.ROOT).replace("-", "")));
        assertFalse(second.file().verify("desk", password + "A"));
        assertFalse(second.file().verify("root", password));
        assertFalse(second.file().verify("desk", ""));
        assertFalse(Files.readString(path).contains(password));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "no draft is left");
        }
    }

    @Test
    void aSessionLastsAShiftAndCannotBeForged() {
        // Given
        String cookie = StaffSession.start("desk", "hash", KEY, NOW.plus(StaffSession.SHIFT))
                .signed(KEY);
        // Then
        assertEquals(Duration.ofHours(12), StaffSession.SHIFT);
        assertEquals("desk", StaffSession.of(cookie, KEY, NOW).orElseThrow().login());
        assertTrue(StaffSession.of(cookie, KEY, NOW.plus(StaffSession.SHIFT)).isEmpty(), "over");
        assertTrue(StaffSession.of(cookie, new byte[32], NOW).isEmpty(), "another key");
        String longer = StaffSession.start("desk", "hash", KEY, NOW.plus(Duration.ofDays(9)))
                .signed(new byte[32]);
        String mixed = longer.substring(0, longer.indexOf('.')) + cookie.substring(cookie.indexOf('.'));
        assertTrue(StaffSession.of(mixed, KEY, NOW).isEmpty(), "another claim");
        for (String broken : new String[] {"", ".", "a.b", "%%.%%", cookie + "x", cookie.replace(".", "")}) {
            assertTrue(StaffSession.of(broken, KEY, NOW).isEmpty(), broken);
        }
    }
}
