package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.Collections;
import lianhu.core.report.Report;
import org.jboss.resteasy.reactive.multipart.FileUpload;
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
    void ofAMegabyteOnlyTheBeginningIsRead() {
        // When
        ReportForm form = form("<".repeat(1_000_000));
        // Then
        assertEquals("写得太长了，最多 20000 字，现在有 1000000 字。请删短一些再送出。", form.textError());
        assertEquals(ReportForm.MAX_READ, form.text().length());
    }

    @Test
    void aFormWithoutWordsAndPhotosIsEmpty() {
        assertEquals(ReportForm.EMPTY, form(" ").textError());
    }

    @Test
    void aFourthPhotoIsRefused() {
        // Given
        ReportForm form = form("路灯坏了");
        form.photos = Collections.nCopies(3, photo());
        assertEquals("", form.photoError());
        // When
        form.photos = Collections.nCopies(4, photo());
        // Then
        assertEquals("最多三张照片，请重新挑三张。", form.photoError());
    }

    private static FileUpload photo() {
        return (FileUpload) Proxy.newProxyInstance(
                FileUpload.class.getClassLoader(),
                new Class<?>[] {FileUpload.class},
                (proxy, method, arguments) -> method.getName().equals("size") ? (Object) 1L : "a.jpg");
    }

    private static ReportForm form(String words) {
        ReportForm form = new ReportForm();
        form.words = words;
        return form;
    }
}
