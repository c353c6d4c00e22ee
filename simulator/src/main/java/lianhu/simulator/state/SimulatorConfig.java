package lianhu.simulator.state;

import java.time.Duration;
import java.util.List;

/** Names, secrets and timings of the simulated corp; {@link #demonstration()} has the published defaults. */
public record SimulatorConfig(String corp, App app, Robot robot, Timing pace, int journalLimit) {

    /** The self-built application. */
    public record App(String agentId, String name, String secret, String token, String aesKey) {}

    /** The smart robot of internal groups. */
    public record Robot(String id, String name, String token, String aesKey) {}

    /**
     * Timeouts and retries: WeCom cuts a callback after five seconds and retries three times; the pauses are not
     * documented.
     */
    public record Timing(
            Duration answerWithin,
            Duration echoWithin,
            List<Duration> retryPauses,
            Duration streamEvery,
            int connections) {}

    public static SimulatorConfig demonstration() {
        String token = "lianhuTestToken2026";
        String aesKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
        Duration second = Duration.ofSeconds(1);
        return new SimulatorConfig(
                "wwlianhu00000001",
                new App("1000002", "lianhu", "lianhu-demonstration", token, aesKey),
                new Robot("AIBOT0001", "联户小助手", token, aesKey),
                new Timing(Duration.ofSeconds(5), second, List.of(second, second, second), second, 256),
                100_000);
    }

    public SimulatorConfig withAnswerWithin(Duration limit) {
        return with(new Timing(limit, pace.echoWithin, pace.retryPauses, pace.streamEvery, pace.connections));
    }

    public SimulatorConfig withRetryPauses(Duration... pauses) {
        return with(
                new Timing(pace.answerWithin, pace.echoWithin, List.of(pauses), pace.streamEvery, pace.connections));
    }

    public SimulatorConfig withStreamEvery(Duration every) {
        return with(new Timing(pace.answerWithin, pace.echoWithin, pace.retryPauses, every, pace.connections));
    }

    public SimulatorConfig withJournalLimit(int entries) {
        return new SimulatorConfig(corp, app, robot, pace, entries);
    }

    private SimulatorConfig with(Timing changed) {
        return new SimulatorConfig(corp, app, robot, changed, journalLimit);
    }
}
