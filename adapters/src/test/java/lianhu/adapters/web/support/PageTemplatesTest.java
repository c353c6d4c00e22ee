package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lianhu.adapters.web.report.ReportPlace;
import lianhu.adapters.web.report.ReportView;
import lianhu.adapters.web.track.TrackView;
import lianhu.core.area.AreaCode;
import org.junit.jupiter.api.Test;

class PageTemplatesTest {
    private static final Pattern INLINE = Pattern.compile("\\son[a-z]+\\s*=|\\sstyle\\s*=|<script>|<style|javascript:");

    /** Kept under target/pages, to be looked at in a browser. */
    @Test
    void everyStateOfEveryPageIsWhole() throws IOException {
        // When
        Map<String, String> pages = PageSamples.all();
        // Then
        Path folder = Files.createDirectories(Path.of("target", "pages"));
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertTrue(page.getValue().strip().endsWith("</html>"), page.getKey());
            Files.writeString(folder.resolve(page.getKey() + ".html"), page.getValue());
        }
    }

    /** The content policy forbids them, so they would silently do nothing. */
    @Test
    void noPageHasInlineScriptOrStyle() {
        // When
        Map<String, String> pages = PageSamples.all();
        // Then
        pages.forEach((name, html) -> assertFalse(INLINE.matcher(html).find(), name));
    }

    @Test
    void wordsFromOutsideAreEscaped() {
        // Given
        String evil = "</textarea><script>alert(1)</script>\"'";
        ReportView view = new ReportView(
                new ReportPlace("621099", new AreaCode("621099"), evil, evil, evil, "621099"),
                new ReportView.Input(evil, evil, evil, "k1234567"),
                ReportView.Errors.NONE,
                "",
                PageSamples.LINE);
        // When
        String html = new PageTemplatesFixture().render("report", view);
        // Then
        assertFalse(html.contains("<script>alert"));
        assertEquals(1, html.split("</textarea>", -1).length - 1);
    }

    @Test
    void wordsOnThePageOfAHandlerAreEscaped() {
        // When
        String html = new PageTemplatesFixture().render("work", PageSamples.work("<script>alert(1)", "<img src=x>"));
        // Then
        assertFalse(html.contains("<script>alert") || html.contains("<img src=x"));
    }

    @Test
    void wordsOfATicketAreEscaped() {
        // Given
        String evil = "<img src=x onerror=alert(1)>";
        TrackView view = PageSamples.track(
                "working", evil, evil, List.of("add"), List.of(evil), true, PageMessage.rejected(evil), 0);
        // When
        String html = new PageTemplatesFixture().render("track", view);
        // Then
        assertFalse(html.contains("<img src=x"));
    }
}
