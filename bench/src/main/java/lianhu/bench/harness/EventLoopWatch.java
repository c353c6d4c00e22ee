package lianhu.bench.harness;

import java.util.regex.Pattern;

/** Reads from the gateway's log how long its event loops were held: Vert.x checks them every few milliseconds. */
public final class EventLoopWatch {
    /** Shorter holds are not logged. */
    public static final int LEAST_MS = 20;

    private static final Pattern HELD = Pattern.compile("vert\\.x-eventloop-thread\\S* has been blocked for (\\d+) ms");

    private final GatewayUnderTest gatewayUnderTest;
    private int read;

    /** Before the launch. */
    public EventLoopWatch(GatewayUnderTest gatewayUnderTest) {
        this.gatewayUnderTest = gatewayUnderTest
                .set("quarkus.vertx.max-event-loop-execute-time", LEAST_MS + "ms")
                .set("quarkus.vertx.blocked-thread-check-interval", "5ms")
                .set("quarkus.vertx.warning-exception-time", "50ms");
    }

    /** The longest hold since the last call; 0 when none reached {@link #LEAST_MS}. */
    public long longestMs() {
        String log = gatewayUnderTest.log();
        long longest = HELD.matcher(log.substring(read))
                .results()
                .mapToLong(held -> Long.parseLong(held.group(1)))
                .max()
                .orElse(0);
        read = log.length();
        return longest;
    }
}
