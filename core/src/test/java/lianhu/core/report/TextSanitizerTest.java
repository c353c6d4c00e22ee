package lianhu.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextSanitizerTest {
    @Test
    void controlCharactersGoAndLineEndsAndTabsStay() {
        assertEquals("灯\n坏\t了", TextSanitizer.sanitize(" 灯\u0000\n坏\t\u0007了\u001b\u009f "));
    }

    @Test
    void everyKindOfLineEndBecomesOneLineFeed() {
        assertEquals("一\n二\n三\n四\n五\n\n六", TextSanitizer.sanitize("一\r\n二\r三\u0085四\u2028五\u2029\r六"));
    }

    @Test
    void invisibleMarksGoAndJoinedEmojiStay() {
        assertEquals("路灯", TextSanitizer.sanitize("\uFEFF路\u200B\u202E\u2066灯\u2069\u200F"));
        assertEquals("👨\u200D👩\u200D👧", TextSanitizer.sanitize("👨\u200D👩\u200D👧"));
    }

    @Test
    void halfACharacterGoes() {
        assertEquals("灯亮", TextSanitizer.sanitize("灯\uD83D亮\uDE00"));
    }

    @Test
    void noTextIsEmptyText() {
        assertEquals("", TextSanitizer.sanitize(null));
        assertEquals("", TextSanitizer.singleLine(" \u3000\n"));
    }

    @Test
    void aSingleLineHasSingleSpaces() {
        assertEquals("李 婶 家", TextSanitizer.singleLine("\n李\u3000 \r\n婶\t\u00A0家 "));
    }

    @Test
    void lengthCountsAndCutsCodePoints() {
        assertEquals(3, TextSanitizer.length("灯💡𠮷"));
        assertEquals("灯💡", TextSanitizer.truncate("灯💡𠮷", 2));
        assertEquals("灯💡𠮷", TextSanitizer.truncate("灯💡𠮷", 3));
    }

    @Test
    void aLongTextOfSpacesAndControlsTakesLinearTime() {
        String text = "  \u0000\r".repeat(500_000) + "灯";
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertEquals("灯", TextSanitizer.singleLine(text)));
    }
}
