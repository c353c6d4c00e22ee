package lianhu.core.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChineseTimeTest {
    /** A Monday, 10:42 in the county. */
    private static final Instant NOW = Instant.parse("2026-11-23T10:42:00+08:00");

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T17:30:00+08:00, 今天 17:30, 今天17:30",
        "2026-11-24T00:05:00+08:00, 明天（11月24日）0:05, 明天（11月24日）0:05",
        "2026-11-25T17:30:00+08:00, 周三（11月25日）17:30, 周三（11月25日）",
        "2026-11-22T17:30:00+08:00, 周日（11月22日）17:30, 周日（11月22日）",
        "2027-01-04T17:30:00+08:00, 周一（2027年1月4日）17:30, 周一（1月4日）"
    })
    void dueDates(String due, String onPage, String inSentence) {
        assertEquals(onPage, ChineseTime.formatDue(Instant.parse(due), NOW));
        assertEquals(inSentence, ChineseTime.formatPromise(Instant.parse(due), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:05:00+08:00, 今天 9:05, 今天 9:05",
        "2026-11-22T23:59:00+08:00, 昨天 23:59, 周日 11月22日 23:59",
        "2026-11-21T09:00:00+08:00, 周六 9:00, 周六 11月21日 9:00",
        "2026-11-16T09:00:00+08:00, 11月16日 9:00, 周一 11月16日 9:00",
        "2025-01-02T08:00:00+08:00, 2025年1月2日 8:00, 周四 1月2日 8:00"
    })
    void pastEvents(String event, String inList, String onTimeline) {
        assertEquals(inList, ChineseTime.formatPast(Instant.parse(event), NOW));
        assertEquals(onTimeline, ChineseTime.formatMoment(Instant.parse(event), NOW));
    }

    @Test
    void daysAndClock() {
        assertEquals("周一 11月23日", ChineseTime.formatHeading(NOW));
        assertEquals("周一（11月23日）", ChineseTime.formatDay(NOW));
        assertEquals("11月23日", ChineseTime.formatDate(NOW));
        assertEquals("10:42", ChineseTime.formatClock(NOW));
        assertEquals("2026年11月23日 10:42:00", ChineseTime.formatFull(NOW));
        assertEquals("2026-11-23T10:42:00+08:00", ChineseTime.formatIso(NOW.plusMillis(7)));
    }

    @Test
    void theTimeLeftIsCountedInDaysThenHours() {
        assertEquals("还有 2 天", ChineseTime.formatRemaining(Instant.parse("2026-11-25T17:30:00+08:00"), NOW));
        assertEquals("还有 6 小时", ChineseTime.formatRemaining(Instant.parse("2026-11-23T17:30:00+08:00"), NOW));
        assertEquals("还有不到 1 小时", ChineseTime.formatRemaining(NOW.plusSeconds(60), NOW));
        assertEquals("还有 23 小时", ChineseTime.formatRemaining(Instant.parse("2026-11-24T10:41:00+08:00"), NOW));
        assertEquals("还有 1 天", ChineseTime.formatRemaining(Instant.parse("2026-11-24T10:42:00+08:00"), NOW));
        assertEquals("已经过了这个时间", ChineseTime.formatRemaining(NOW, NOW));
    }

    @Test
    void durations() {
        assertEquals("0 分钟", ChineseTime.formatDuration(Duration.ofMinutes(-3)));
        assertEquals("59 分钟", ChineseTime.formatDuration(Duration.ofMinutes(59)));
        assertEquals("3 小时 20 分", ChineseTime.formatDuration(Duration.ofMinutes(200)));
        assertEquals("2 天 4 小时", ChineseTime.formatDuration(Duration.ofHours(52)));
    }
}
