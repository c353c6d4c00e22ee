package lianhu.desk.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceCookieTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:42:00+08:00");
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @Test
    void itCountsForItsAccountAndForAYear() {
        // Given
        DeviceCookie cookie = DeviceCookie.issue("chen.jing", KEY, NOW);
        // Then
        assertTrue(id(cookie.value(), "chen.jing", NOW).isPresent());
        assertTrue(
                id(cookie.value(), "chen.jing", NOW.plus(Duration.ofDays(364))).isPresent());
        assertFalse(
                id(cookie.value(), "chen.jing", NOW.plus(Duration.ofDays(365))).isPresent());
        assertFalse(id(cookie.value(), "zhou.min", NOW).isPresent());
        assertNotEquals(
                cookie.value(), DeviceCookie.issue("chen.jing", KEY, NOW).value());
    }

    @Test
    void itCannotBeForgedAndIsNoSession() {
        // Given
        DeviceCookie cookie = DeviceCookie.issue("chen.jing", KEY, NOW);
        String forged = DeviceCookie.issue("chen.jing", new byte[32], NOW).value();
        // Then
        for (String bad : new String[] {
            "",
            "..",
            "a.b.c",
            forged,
            cookie.value() + "x",
            "0" + cookie.value(),
            cookie.value().replaceFirst("\\.\\d", ".9")
        }) {
            assertFalse(id(bad, "chen.jing", NOW).isPresent(), bad);
        }
        assertEquals(Optional.empty(), StaffSession.of(cookie.value(), KEY, NOW));
    }

    @Test
    void severalAccountsShareABrowserAndScriptsDoNotReadIt() {
        // Given
        DeviceCookie cookie = DeviceCookie.issue("chen.jing", KEY, NOW);
        // Then
        assertNotEquals(cookie.name(), DeviceCookie.issue("zhou.min", KEY, NOW).name());
        assertFalse((cookie.name() + cookie.value()).contains("chen"));
        assertTrue(cookie.toCookie(true).isHttpOnly());
        assertTrue(cookie.toCookie(true).isSecure());
        assertEquals(
                (int) Duration.ofDays(365).toSeconds(), cookie.toCookie(true).getMaxAge());
    }

    private static Optional<String> id(String value, String login, Instant now) {
        String name = DeviceCookie.issue(login, KEY, now).name();
        return DeviceCookie.deviceId(Map.of(name, value), login, KEY, now);
    }
}
