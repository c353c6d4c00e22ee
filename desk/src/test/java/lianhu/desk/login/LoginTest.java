package lianhu.desk.login;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

class LoginTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:42:00+08:00");
    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Test
    void aNewFileShowsItsPasswordOnceAndKeepsOnlyAVerifier(@TempDir Path folder) throws Exception {
        // Given
        Path path = folder.resolve("staff");
        // When
        PasswordFile.Opened first = PasswordFile.open(path);
        PasswordFile.Opened second = PasswordFile.open(path);
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
        assertArrayEquals(first.file().signingKey(), second.file().signingKey());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "no draft is left");
        }
    }

    @Test
    void aSessionLastsAShiftAndCannotBeForged() {
        // Given
        String cookie = new Session("desk", NOW.plus(Session.SHIFT)).signed(KEY);
        // Then
        assertEquals("desk", Session.of(cookie, KEY, NOW).orElseThrow().login());
        assertTrue(Session.of(cookie, KEY, NOW.plus(Session.SHIFT)).isEmpty(), "over");
        assertTrue(Session.of(cookie, new byte[32], NOW).isEmpty(), "another key");
        String longer = new Session("desk", NOW.plus(Duration.ofDays(9))).signed(new byte[32]);
        String mixed = longer.substring(0, longer.indexOf('.')) + cookie.substring(cookie.indexOf('.'));
        assertTrue(Session.of(mixed, KEY, NOW).isEmpty(), "another claim");
        for (String broken : new String[] {"", ".", "a.b", "%%.%%", cookie + "x", cookie.replace(".", "")}) {
            assertTrue(Session.of(broken, KEY, NOW).isEmpty(), broken);
        }
    }

    @Test
    void afterFiveWrongTriesOneHasToWaitAndSuccessForgets() {
        // Given
        Instant[] now = {NOW};
        Patience patience = new Patience(() -> now[0]);
        for (int i = 0; i < 5; i++) {
            assertEquals(Duration.ZERO, patience.ask("192.0.2.1"));
        }
        // Then
        assertEquals(Duration.ofSeconds(10), patience.ask("192.0.2.1"));
        assertEquals(Duration.ZERO, patience.ask("192.0.2.2"), "somebody else");
        now[0] = NOW.plusSeconds(10);
        assertEquals(Duration.ZERO, patience.ask("192.0.2.1"), "the sixth");
        assertEquals(Duration.ofSeconds(20), patience.ask("192.0.2.1"), "twice as long");
        patience.forget("192.0.2.1");
        assertEquals(Duration.ZERO, patience.ask("192.0.2.1"));
    }
}
