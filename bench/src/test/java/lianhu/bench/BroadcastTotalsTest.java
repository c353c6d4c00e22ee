package lianhu.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import lianhu.bench.harness.NoticeApiClient;
import org.junit.jupiter.api.Test;

class BroadcastTotalsTest {
    private static final String FIRST = NoticeApiClient.key(0);
    private static final String SECOND = NoticeApiClient.key(1);

    @Test
    void nothingIsLostOrDoubledWhenEveryGroupHeardEveryNoticeOnce() {
        assertEquals(new BroadcastTotals(0, 0), BroadcastTotals.of(2, 3, Map.of(FIRST, 3L, SECOND, 3L)));
    }

    @Test
    void aMissingMessageIsLostAlsoWhereAGroupHeardNothing() {
        assertEquals(new BroadcastTotals(4, 0), BroadcastTotals.of(2, 3, Map.of(FIRST, 2L)));
    }

    @Test
    void aMessageTooManyIsDoubledAndHidesNoLoss() {
        assertEquals(new BroadcastTotals(1, 1), BroadcastTotals.of(2, 3, Map.of(FIRST, 4L, SECOND, 2L)));
    }

    @Test
    void aMessageToARobotOfNoGroupIsDoubled() {
        assertEquals(new BroadcastTotals(0, 1), BroadcastTotals.of(1, 1, Map.of(FIRST, 1L, "stranger", 1L)));
    }
}
