package lianhu.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<@zhangsan> 路灯坏了 | 路灯坏了",
                "@all 快来 | 快来",
                "@所有人 快来 | 快来",
                "**路灯** [点这里](http://x) | 路灯 点这里(http://x)",
                "一行\u2028两行 | 一行 两行",
                "好了。 | 好了。"
            })
    void mentionsMarkdownAndLineBreaksAreRemoved(String words, String plain) {
        assertEquals(plain, PlainText.sanitize(words));
    }

    @Test
    void aFullStopIsNotDoubledInsideASentence() {
        assertEquals("换了灯头", PlainText.withoutFullStop("换了灯头。"));
    }

    @Test
    void aTextIsCutBelowTheLimitBetweenCodePoints() {
        for (int limit = 10; limit < 60; limit++) {
            String cut = PlainText.truncate("𠮷路a".repeat(20), limit);
            assertTrue(cut.getBytes(StandardCharsets.UTF_8).length <= limit);
            assertTrue(cut.endsWith("…"));
            assertEquals(cut, new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
        assertEquals("短", PlainText.truncate("短", 3));
    }
}
