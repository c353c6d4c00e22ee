package lianhu.bench.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Asks the gateway twice a second whether it is ready and which of its parts work, and keeps the answers. */
public final class HealthLog implements Closer.Resource {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /**
     * One answer.
     *
     * @param at {@code System.nanoTime()} when it was asked for
     * @param parts each part with {@code up} or {@code down}
     */
    public record Answer(long at, boolean isReady, Map<String, String> parts) {
        public boolean isUp(String part) {
            return "up".equals(parts.get(part));
        }

        public boolean isAllUp() {
            return isReady && !parts.isEmpty() && parts.values().stream().allMatch("up"::equals);
        }
    }

    private final GatewayUnderTest gatewayUnderTest;
    private final List<Answer> answers = new ArrayList<>();
    private final Thread thread;
    private volatile boolean isOver;

    public HealthLog(GatewayUnderTest gatewayUnderTest) {
        this.gatewayUnderTest = gatewayUnderTest;
        this.thread = Thread.ofPlatform().name("health-log").daemon().start(this::run);
    }

    private void run() {
        while (!isOver) {
            Answer answer = new Answer(System.nanoTime(), gatewayUnderTest.isReady(), gatewayUnderTest.parts());
            synchronized (answers) {
                answers.add(answer);
            }
            TimedWait.pause(INTERVAL);
        }
    }

    /** Counts the answers within a period that are as they must not be. */
    public long count(long from, long until, Predicate<Answer> wrong) {
        synchronized (answers) {
            return answers.stream()
                    .filter(answer -> answer.at() >= from && answer.at() < until)
                    .filter(wrong)
                    .count();
        }
    }

    /** The parts that were down at least once within a period. */
    public TreeSet<String> down(long from, long until) {
        TreeSet<String> down = new TreeSet<>();
        synchronized (answers) {
            answers.stream()
                    .filter(answer -> answer.at() >= from && answer.at() < until)
                    .forEach(answer -> {
                        if (!answer.isReady()) {
                            down.add("readiness");
                        }
                        answer.parts().forEach((part, state) -> {
                            if (!state.equals("up")) {
                                down.add(part);
                            }
                        });
                    });
        }
        return down;
    }

    /** Waits until everything is up. @return milliseconds that took; -1 when it did not come to that */
    public long awaitAllUp(Duration limit) {
        long begin = System.nanoTime();
        boolean isUp = TimedWait.until(limit, () -> {
            TimedWait.pause(INTERVAL);
            synchronized (answers) {
                return !answers.isEmpty()
                        && answers.getLast().at() > begin
                        && answers.getLast().isAllUp();
            }
        });
        return isUp ? (System.nanoTime() - begin) / 1_000_000 : -1;
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
