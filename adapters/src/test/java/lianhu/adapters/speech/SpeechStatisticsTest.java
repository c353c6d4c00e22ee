package lianhu.adapters.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import lianhu.core.speech.SpeechRecognizer.Result;
import org.junit.jupiter.api.Test;

class SpeechStatisticsTest {
    private static final Result BUSY = new Result.Unavailable("转写服务说太忙（503）");
    private static final Result AWAY = new Result.Unavailable("转写服务连不上，或者没有按时回话");
    private static final Result HEARD = new Result.Recognized("路灯坏了", OptionalDouble.empty());
    private static final Result REFUSED = new Result.Refused("转写服务不收这段录音（400）");

    private final SpeechStatistics statistics = new SpeechStatistics();

    @Test
    void theThirdFailureInARowIsAFaultUntilTheServerAnswers() {
        // When
        List<String> faults = Stream.of(BUSY, BUSY, HEARD, BUSY, BUSY, AWAY, REFUSED)
                .map(this::faultAfter)
                .toList();
        // Then
        assertEquals(List.of("", "", "", "", "", "转写服务连不上，或者没有按时回话", ""), faults);
        assertEquals(1, statistics.status().recognized());
        assertEquals(1, statistics.status().refused());
    }

    private String faultAfter(Result result) {
        statistics.count(result);
        return statistics.status().fault();
    }
}
