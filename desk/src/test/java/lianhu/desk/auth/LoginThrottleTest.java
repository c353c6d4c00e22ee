package lianhu.desk.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private static final String PROXY = "127.0.0.1";
    private static final String OTHER = "192.0.2.2";
    private static final Optional<String> OWN_DEVICE = Optional.of("5f1c");

    private Instant now = Instant.parse("2026-11-23T10:42:00+08:00");
    private final LoginThrottle loginThrottle = new LoginThrottle(() -> now);

    @Test
    void theSixthTryOfOneNameWaitsAMinute() {
        // When
        fail(5, "chen.jing", PROXY);
        // Then
        assertEquals(Duration.ofMinutes(1), loginThrottle.acquire("chen.jing", true, PROXY));
        now = now.plus(Duration.ofMinutes(1));
        assertEquals(Duration.ZERO, loginThrottle.acquire("chen.jing", true, PROXY));
        assertEquals(Duration.ofMinutes(1), loginThrottle.acquire("chen.jing", true, PROXY));
    }

    @Test
    void wrongPasswordsOfOneNameLeaveOtherNamesOfTheSameAddressAlone() {
        // When
        fail(5, "chen.jing", PROXY);
        // Then
        assertTrue(loginThrottle.acquire("chen.jing", true, PROXY).isPositive());
        assertEquals(Duration.ZERO, loginThrottle.acquire("zhou.min", true, PROXY));
        assertEquals(Duration.ZERO, loginThrottle.acquire("chen.jing", true, OTHER));
    }

    @Test
    void successOfOneNameDoesNotGiveTriesAtAnotherBack() {
        // Given
        fail(5, "chen.jing", PROXY);
        // When
        assertEquals(Duration.ZERO, loginThrottle.acquire("attacker", true, PROXY));
        loginThrottle.recordSuccess("attacker", PROXY);
        // Then
        assertTrue(loginThrottle.acquire("chen.jing", true, PROXY).isPositive());
    }

    @Test
    void successForgetsTheWrongTriesOfTheSameNameAndAddress() {
        // Given
        fail(4, "chen.jing", PROXY);
        // When
        assertEquals(Duration.ZERO, loginThrottle.acquire("chen.jing", true, PROXY));
        loginThrottle.recordSuccess("chen.jing", PROXY);
        // Then
        fail(5, "chen.jing", PROXY);
        assertTrue(loginThrottle.acquire("chen.jing", true, PROXY).isPositive());
    }

    @Test
    void oneNameIsSlowedWhenManyAddressesGuessItsPassword() {
        // When
        IntStream.range(0, 20)
                .forEach(i -> assertEquals(Duration.ZERO, loginThrottle.acquire("chen.jing", true, "192.0.2." + i)));
        // Then
        assertEquals(Duration.ofSeconds(30), loginThrottle.acquire("chen.jing", true, "192.0.2.99"));
        assertEquals(Duration.ZERO, loginThrottle.acquire("zhou.min", true, "192.0.2.99"));
    }

    @Test
    void anAddressThatTriesManyNamesIsRefusedForUnknownNamesAndLocksNoAccountOut() {
        // When
        IntStream.range(0, 60)
                .forEach(i -> assertEquals(Duration.ZERO, loginThrottle.acquire("name" + i, false, PROXY)));
        // Then
        assertEquals(Duration.ofSeconds(2), loginThrottle.acquire("name60", false, PROXY));
        assertEquals(Duration.ZERO, loginThrottle.acquire("chen.jing", true, PROXY));
        assertEquals(Duration.ZERO, loginThrottle.acquire("name60", false, OTHER));
    }

    @Test
    void aBrowserOfTheAccountIsNotSlowedByWrongPasswordsOfOthers() {
        // Given
        fail(5, "chen.jing", PROXY);
        IntStream.range(0, 40).forEach(i -> loginThrottle.acquire("chen.jing", true, "192.0.2." + i));
        // Then
        assertTrue(loginThrottle.acquire("chen.jing", true, PROXY).isPositive());
        assertEquals(Duration.ZERO, loginThrottle.acquire("chen.jing", true, PROXY, OWN_DEVICE));
    }

    @Test
    void aBrowserOfTheAccountHasFiveWrongTriesAsWell() {
        // When
        for (int i = 0; i < 5; i++) {
            assertEquals(Duration.ZERO, loginThrottle.acquire("chen.jing", true, PROXY, OWN_DEVICE));
        }
        // Then
        assertEquals(Duration.ofMinutes(1), loginThrottle.acquire("chen.jing", true, PROXY, OWN_DEVICE));
        assertEquals(Duration.ZERO, loginThrottle.acquire("chen.jing", true, PROXY));
        loginThrottle.recordSuccess("chen.jing", PROXY, OWN_DEVICE);
        assertEquals(Duration.ZERO, loginThrottle.acquire("chen.jing", true, PROXY, OWN_DEVICE));
    }

    @Test
    void aStrangerAtOneAddressNeverUsesUpTheTriesOfAnAccountElsewhere() {
        // When
        for (int second = 0; second < 3600; second++) {
            now = now.plusSeconds(1);
            loginThrottle.acquire("chen.jing", true, OTHER);
        }
        // Then
        assertEquals(Duration.ZERO, loginThrottle.acquire("chen.jing", true, PROXY));
    }

    private void fail(int times, String login, String address) {
        for (int i = 0; i < times; i++) {
            assertEquals(Duration.ZERO, loginThrottle.acquire(login, true, address), "try " + (i + 1));
        }
    }
}
