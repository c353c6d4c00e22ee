package lianhu.telephony.ari;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconnectBackoffTest {
    @Test
    void pausesGrowToTenSecondsAndNeverEnd() {
        ReconnectBackoff backoff = new ReconnectBackoff(new Random(1));
        Duration longest = Duration.ZERO;
        for (int attempt = 0; attempt < 10_000; attempt++) {
            Duration pause = backoff.next();
            assertTrue(pause.toMillis() >= 100 && pause.toMillis() <= 10_000, () -> "a pause of " + pause);
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        assertTrue(longest.toMillis() > 9_000, "pauses grow");
        backoff.reset();
        assertTrue(backoff.next().toMillis() <= 200, "the first pause is short");
    }
}
