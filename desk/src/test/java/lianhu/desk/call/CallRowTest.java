package lianhu.desk.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.CallListening;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.deadline.ChineseTime;
import org.junit.jupiter.api.Test;

class CallRowTest {
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");

    @Test
    void anOpenCallSaysWhetherAGatewayCarriesItOn() {
        assertEquals("正在通话", open(true).outcome());
        assertEquals("没有了结，现在没有网关管这个电话", open(false).outcome());
    }

    @Test
    void whoListenedFromWhenToWhenStandsBesideTheCall() {
        String ended = open(true, new CallListening("王丽", NOW, Optional.of(NOW.plusSeconds(125))))
                .outcome();
        String now = open(true, new CallListening("王丽", NOW, Optional.empty())).outcome();

        assertEquals(
                "正在通话；王丽旁听过 " + ChineseTime.formatClock(NOW) + "–" + ChineseTime.formatClock(NOW.plusSeconds(125)),
                ended);
        assertEquals("正在通话；王丽从 " + ChineseTime.formatClock(NOW) + " 起在旁听", now);
    }

    @Test
    void whoGotThroughByALaterCallIsNotSaidToBeCalledBack() {
        assertEquals("后来又打来说上了，不用回", CallRow.of(missed(true), "", NOW).outcome());
        assertEquals("回过电话了", CallRow.of(missed(false), "", NOW).outcome());
    }

    private static LoggedCall missed(boolean hasCalledAgain) {
        return new LoggedCall(
                "1.1",
                "13900000003",
                NOW,
                Optional.of(NOW),
                Optional.of(CallOutcome.CALLBACK_TASK),
                true,
                "",
                1,
                Optional.of(CallbackOutcome.REACHED),
                hasCalledAgain,
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                List.of());
    }

    private static CallRow open(boolean isCarriedOn, CallListening... listenings) {
        return CallRow.of(
                new LoggedCall(
                        "1.1",
                        "13900000003",
                        NOW,
                        Optional.empty(),
                        Optional.empty(),
                        isCarriedOn,
                        "",
                        0,
                        Optional.empty(),
                        false,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        List.of(listenings)),
                "",
                NOW);
    }
}
