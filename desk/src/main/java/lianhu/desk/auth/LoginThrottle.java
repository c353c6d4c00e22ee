package lianhu.desk.auth;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Limits password guessing. A login name has five wrong tries from one address and twenty from all addresses together;
 * after that, tries come back slowly. An address that has used up its own tries is refused for names that have no account
 * only: behind a reverse proxy all staff share one address, and nobody may lock out the others. A browser in which the account
 * has logged in before has five tries of its own, which no other browser can use up.
 *
 * <p>Each instance of the gateway counts for itself and forgets at a restart; generated passwords of 79 bits allow that.
 */
final class LoginThrottle {
    private static final Bandwidth PER_NAME_AND_ADDRESS = bandwidth(5, Duration.ofMinutes(1));
    private static final Bandwidth PER_NAME = bandwidth(20, Duration.ofSeconds(30));
    /** Bounds the processor time that guesses of unknown names can take: each costs a third of a second. */
    private static final Bandwidth PER_ADDRESS = bandwidth(60, Duration.ofSeconds(2));

    private static final int MAX_KEY_LENGTH = 64;

    private record NameAtAddress(String name, String address) {}

    private record ClockMeter(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    /** Buckets by key; the key that was used longest ago goes first. */
    private static final class Buckets<K> extends LinkedHashMap<K, Bucket> {
        private static final long serialVersionUID = 1L;
        private static final int MAX_SIZE = 10_000;

        Buckets() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
            return size() > MAX_SIZE;
        }
    }

    private final TimeMeter timeMeter;
    private final Buckets<NameAtAddress> byNameAndAddress = new Buckets<>();
    private final Buckets<String> byName = new Buckets<>();
    private final Buckets<String> byAddress = new Buckets<>();
    private final Buckets<String> byDevice = new Buckets<>();

    LoginThrottle(InstantSource clock) {
        this.timeMeter = new ClockMeter(clock);
    }

    /** As below, from a browser that is not known. */
    Duration acquire(String login, boolean hasAccount, String address) {
        return acquire(login, hasAccount, address, Optional.empty());
    }

    /**
     * Counts a try before the password is checked, so that simultaneous tries cannot exceed the limit.
     *
     * @param hasAccount whether the name belongs to an account
     * @param device id of a browser in which this name has logged in before
     * @return the time until the next try is allowed; zero if this one is
     */
    synchronized Duration acquire(String login, boolean hasAccount, String address, Optional<String> device) {
        if (device.isPresent()) {
            ConsumptionProbe own =
                    bucket(byDevice, device.get(), PER_NAME_AND_ADDRESS).tryConsumeAndReturnRemaining(1);
            return own.isConsumed() ? Duration.ZERO : Duration.ofNanos(own.getNanosToWaitForRefill());
        }
        NameAtAddress key = key(login, address);
        Bucket ofAddress = bucket(byAddress, address, PER_ADDRESS);
        if (!ofAddress.tryConsume(1) && !hasAccount) {
            return Duration.ofNanos(ofAddress.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        }
        Bucket ofPair = bucket(byNameAndAddress, key, PER_NAME_AND_ADDRESS);
        ConsumptionProbe pair = ofPair.tryConsumeAndReturnRemaining(1);
        if (!pair.isConsumed()) {
            return Duration.ofNanos(pair.getNanosToWaitForRefill());
        }
        ConsumptionProbe name = bucket(byName, key.name(), PER_NAME).tryConsumeAndReturnRemaining(1);
        if (!name.isConsumed()) {
            ofPair.addTokens(1);
            return Duration.ofNanos(name.getNanosToWaitForRefill());
        }
        return Duration.ZERO;
    }

    /** As below, from a browser that was not known. */
    void recordSuccess(String login, String address) {
        recordSuccess(login, address, Optional.empty());
    }

    /** After a right password: forgets the wrong tries of this name from this address or device, and of no other. */
    synchronized void recordSuccess(String login, String address, Optional<String> device) {
        if (device.isPresent()) {
            byDevice.remove(device.get());
            return;
        }
        NameAtAddress key = key(login, address);
        byNameAndAddress.remove(key);
        bucket(byName, key.name(), PER_NAME).addTokens(1);
        bucket(byAddress, address, PER_ADDRESS).addTokens(1);
    }

    private <K> Bucket bucket(Buckets<K> buckets, K key, Bandwidth limit) {
        return buckets.computeIfAbsent(
                key,
                unused -> Bucket.builder()
                        .addLimit(limit)
                        .withCustomTimePrecision(timeMeter)
                        .build());
    }

    private static NameAtAddress key(String login, String address) {
        return new NameAtAddress(login.substring(0, Math.min(login.length(), MAX_KEY_LENGTH)), address);
    }

    private static Bandwidth bandwidth(int tries, Duration perTry) {
        return Bandwidth.builder().capacity(tries).refillIntervally(1, perTry).build();
    }
}
