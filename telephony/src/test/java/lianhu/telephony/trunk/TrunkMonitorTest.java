package lianhu.telephony.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrunkMonitorTest {
    /** Each sweep is ten seconds, and a trunk is offline for up to half a minute after Asterisk has started. */
    @Test
    void aTrunkIsDownInTheFourthSweepWithoutAnAnswerAndUpWithItsNextAnswer() {
        assertEquals(
                List.of(false, false, false, true, true, false),
                downAfter("offline", "offline", "offline", "offline", "offline", "online"));
    }

    @Test
    void aTrunkThatAnswersInBetweenIsNotDown() {
        assertEquals(
                List.of(false, false, false, false, false, false),
                downAfter("offline", "offline", "offline", "online", "offline", "unknown"));
    }

    private static List<Boolean> downAfter(String... states) {
        List<String> answers = new ArrayList<>(List.of(states));
        var monitor = new TrunkMonitor(() -> Uni.createFrom().item(answers.removeFirst()));
        List<Boolean> down = new ArrayList<>();
        for (int sweep = 0; sweep < states.length; sweep++) {
            monitor.ask();
            down.add(monitor.isDown());
        }
        return down;
    }

    @Test
    void whereAsteriskDoesNotAnswerTheTrunkStaysWhatItWas() {
        List<Uni<String>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(Uni.createFrom().item("offline"));
        }
        answers.add(Uni.createFrom().failure(new IllegalStateException("no answer")));
        var monitor = new TrunkMonitor(answers::removeFirst);

        for (int sweep = 0; sweep < 5; sweep++) {
            monitor.ask();
        }

        assertEquals(true, monitor.isDown());
    }
}
