package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChineseTimeFormatTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");

    @Test
    void aDayIsSaidAsPeopleSayIt() {
        assertEquals("今天 17:30", ChineseTimeFormat.formatDue(Instant.parse("2026-11-23T09:30:00Z"), NOW));
        assertEquals("明天（11月24日）0:05", ChineseTimeFormat.formatDue(Instant.parse("2026-11-23T16:05:00Z"), NOW));
        assertEquals("周三（11月25日）17:30", ChineseTimeFormat.formatDue(Instant.parse("2026-11-25T09:30:00Z"), NOW));
        assertEquals("周日（11月22日）17:30", ChineseTimeFormat.formatDue(Instant.parse("2026-11-22T09:30:00Z"), NOW));
    }

    @Test
    void whatIsLeftIsCountedInDaysThenHours() {
        assertEquals("还有 2 天", ChineseTimeFormat.formatRemaining(Instant.parse("2026-11-25T09:30:00Z"), NOW));
        assertEquals("还有 6 小时", ChineseTimeFormat.formatRemaining(Instant.parse("2026-11-23T09:30:00Z"), NOW));
        assertEquals("还有不到 1 小时", ChineseTimeFormat.formatRemaining(NOW.plusSeconds(60), NOW));
        assertEquals("已经过了这个时间", ChineseTimeFormat.formatRemaining(NOW, NOW));
    }
}
