package lianhu.desk.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.call.LoggedCall;
import org.junit.jupiter.api.Test;

class CallRowTest {
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");

    @Test
    void anOpenCallSaysWhetherAGatewayCarriesItOn() {
        assertEquals("正在通话", open(true).outcome());
        assertEquals("没有了结，现在没有网关管这个电话", open(false).outcome());
    }

    private static CallRow open(boolean isCarriedOn) {
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
                        "",
                        Optional.empty(),
                        Optional.empty()),
                "",
                NOW);
    }
}
