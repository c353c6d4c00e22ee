package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lianhu.core.report.Report;
import org.junit.jupiter.api.Test;

class ReportFormTest {
    @Test
    void aTextOfTheLongestAllowedLengthIsAccepted() {
        assertEquals("", form("𠮷".repeat(Report.MAX_TEXT_LENGTH)).textError());
    }

    @Test
    void aLongerTextIsRefusedWithTheLimitAndKept() {
        // Given
        String words = "路".repeat(Report.MAX_TEXT_LENGTH + 1);
        // When
        ReportForm form = form(words);
        // Then
        assertEquals("写得太长了，最多 20000 字，现在有 20001 字。请删短一些再送出。", form.textError());
        assertEquals(words, form.text());
    }

    @Test
    void aFormWithoutWordsAndPhotosIsEmpty() {
        assertEquals(ReportForm.EMPTY, form(" ").textError());
    }

    private static ReportForm form(String words) {
        ReportForm form = new ReportForm();
        form.words = words;
        return form;
    }
}
