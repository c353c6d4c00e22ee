package lianhu.simulator.callback;

import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Message ids in WeCom's formats; those of the robot may hold {@code +} and {@code /}. */
public final class MessageIds {

    private final AtomicLong last;

    /** Starts at the time in nanoseconds, so that a restarted simulator never repeats an id. */
    public MessageIds(InstantSource time) {
        this.last = new AtomicLong(time.millis() * 1_000_000);
    }

    public static String robot() {
        byte[] bytes = new byte[18];
        ThreadLocalRandom.current().nextBytes(bytes);
        return "CAIQ" + Base64.getEncoder().encodeToString(bytes);
    }

    public String app() {
        return Long.toString(last.incrementAndGet());
    }
}
