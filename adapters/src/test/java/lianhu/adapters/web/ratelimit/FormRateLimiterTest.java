package lianhu.adapters.web.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import lianhu.adapters.county.CountyFolder;
import lianhu.core.area.AreaCode;
import lianhu.core.classification.TextClassifier;
import lianhu.core.web.ClientAddress;
import org.junit.jupiter.api.Test;

class FormRateLimiterTest {
    private static final ClientAddress HERE = new ClientAddress("192.0.2.1", true);
    private static final ClientAddress UNKNOWN = new ClientAddress("127.0.0.1", false);
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final AreaCode OTHER_UNIT = new AreaCode("621099101201001-L002");
    private static final String LAMP = "村口路灯不亮";
    private static final String FIRE = "我家厨房着火了";
    private static final TextClassifier CLASSIFIER =
            new TextClassifier(CountyFolder.at(java.nio.file.Path.of("..", "counties", "yunxi"))
                    .read()
                    .catalogue());

    private Instant now = Instant.parse("2026-11-23T10:42:00+08:00");
    private final FormRateLimiter limiter = new FormRateLimiter(CLASSIFIER, defaults(), () -> now);

    @Test
    void anAddressSendsTenFormsAtOnceAndFiveAMinuteAfterThem() {
        // When
        send(10, HERE, OTHER_UNIT, LAMP);
        // Then
        assertEquals(Duration.ofSeconds(12), limiter.acquireForm(HERE, "report", UNIT, LAMP));
        now = now.plusSeconds(12);
        assertEquals(Duration.ZERO, limiter.acquireForm(HERE, "report", UNIT, LAMP));
        assertTrue(limiter.acquireForm(HERE, "report", UNIT, LAMP).isPositive());
    }

    @Test
    void manyAddressesCannotFloodOnePlace() {
        // When
        IntStream.range(0, 30).forEach(i -> send(1, address(i), UNIT, LAMP));
        // Then
        assertEquals(Duration.ofSeconds(6), limiter.acquireForm(address(30), "report", UNIT, LAMP));
        assertEquals(Duration.ZERO, limiter.acquireForm(address(31), "report", OTHER_UNIT, LAMP));
        assertEquals(Duration.ZERO, limiter.acquireForm(address(32), "unit", UNIT, LAMP));
    }

    @Test
    void anEmergencyIsNeverRefusedBecauseOfOthersAtItsPlace() {
        // Given
        IntStream.range(0, 40).forEach(i -> limiter.acquireForm(address(i), "report", UNIT, LAMP));
        // Then
        IntStream.range(50, 150).forEach(i -> send(1, address(i), UNIT, FIRE));
        send(1000, UNKNOWN, UNIT, FIRE);
    }

    @Test
    void anAddressThatUsedUpItsOrdinaryFormsHasAsManyForEmergencies() {
        // Given
        send(10, HERE, OTHER_UNIT, LAMP);
        // Then
        send(10, HERE, UNIT, FIRE);
        assertTrue(limiter.acquireForm(HERE, "report", UNIT, FIRE).isPositive());
    }

    @Test
    void aFormThatItsPlaceRefusesCostsTheAddressNothing() {
        // Given
        IntStream.range(0, 30).forEach(i -> send(1, address(i), UNIT, LAMP));
        // When
        IntStream.range(0, 20).forEach(i -> limiter.acquireForm(HERE, "report", UNIT, LAMP));
        // Then
        send(10, HERE, OTHER_UNIT, LAMP);
    }

    @Test
    void anUnknownAddressIsNotCounted() {
        send(30, UNKNOWN, UNIT, LAMP);
        IntStream.range(0, 1000).forEach(i -> assertEquals(Duration.ZERO, limiter.acquireLookup(UNKNOWN)));
    }

    @Test
    void anAddressLooksUpSixtyNumbersAtOnceAndThirtyAMinuteAfterThem() {
        // When
        IntStream.range(0, 60).forEach(i -> assertEquals(Duration.ZERO, limiter.acquireLookup(HERE)));
        // Then
        assertEquals(Duration.ofSeconds(2), limiter.acquireLookup(HERE));
        assertEquals(Duration.ZERO, limiter.acquireLookup(address(9)));
    }

    @Test
    void whoOftenReadsTheBoardUsesUpNoLookUp() {
        // Given
        IntStream.range(0, 120).forEach(i -> assertEquals(Duration.ZERO, limiter.acquireBoard(HERE)));
        // Then
        assertEquals(Duration.ofSeconds(1), limiter.acquireBoard(HERE));
        assertEquals(Duration.ZERO, limiter.acquireBoard(address(9)));
        assertEquals(Duration.ZERO, limiter.acquireLookup(HERE));
    }

    @Test
    void refusedFormsAreCounted() {
        // Given
        send(10, HERE, OTHER_UNIT, LAMP);
        long before = limiter.refusedForms();
        // When
        IntStream.range(0, 3).forEach(i -> limiter.acquireForm(HERE, "report", UNIT, LAMP));
        // Then
        assertEquals(0, before);
        assertEquals(3, limiter.refusedForms());
    }

    @Test
    void waitingTimesAreRoundedUp() {
        assertEquals("1 秒", FormRateLimiter.waitingTime(Duration.ofMillis(20)));
        assertEquals("12 秒", FormRateLimiter.waitingTime(Duration.ofSeconds(12)));
        assertEquals("3 分钟", FormRateLimiter.waitingTime(Duration.ofSeconds(121)));
        assertTrue(FormRateLimiter.refusal(Duration.ofSeconds(12)).contains("119、120、110"));
    }

    private void send(int times, ClientAddress address, AreaCode area, String words) {
        for (int i = 0; i < times; i++) {
            assertEquals(Duration.ZERO, limiter.acquireForm(address, "report", area, words), "form " + (i + 1));
        }
    }

    private static ClientAddress address(int number) {
        return new ClientAddress("198.51.100." + number, true);
    }

    private static RateLimitSettings defaults() {
        return new SmallRyeConfigBuilder()
                .withMapping(RateLimitSettings.class)
                .withDefaultValues(Map.of())
                .build()
                .getConfigMapping(RateLimitSettings.class);
    }
}
