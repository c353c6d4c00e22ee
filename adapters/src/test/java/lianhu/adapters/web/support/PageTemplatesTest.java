package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import lianhu.adapters.web.report.ReportPlace;
import lianhu.adapters.web.report.ReportView;
import lianhu.adapters.web.track.TrackView;
import lianhu.core.area.AreaCode;
import org.junit.jupiter.api.Test;

class PageTemplatesTest {
    private static final Pattern INLINE = Pattern.compile("\\son[a-z]+\\s*=|\\sstyle\\s*=|<script>|<style|javascript:");

    private static final Pattern SECRET_FIELD =
            Pattern.compile("name=\"[^\"]*(code|captcha|card|bank|identity|idno)[^\"]*\"");

    private static final Pattern EXPRESSION = Pattern.compile("\\{[a-z]+\\.[a-z]");

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

    /** Qute leaves an expression inside a string literal as it is, and a link to it leads nowhere. */
    @Test
    void noPageShowsAnExpression() {
        // When
        Map<String, String> pages = PageSamples.all();
        // Then
        pages.forEach((name, html) -> assertFalse(EXPRESSION.matcher(html).find(), name));
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
    void anEmergencyThatSomebodyAnsweredIsNotSaidToBeCalledOn() {
        // When
        Map<String, String> pages = PageSamples.all();
        String called = Objects.requireNonNull(pages.get("unit-storm"));
        String answered = Objects.requireNonNull(pages.get("unit-answered"));
        // Then
        assertTrue(called.contains("一直叫到有人应"));
        assertFalse(answered.contains("一直叫到有人应"));
        assertFalse(answered.contains("role=\"alert\""));
        assertTrue(answered.contains("已经有人应了，不再叫人。"));
    }

    @Test
    void noPageAsksForACodeOrACard() {
        PageSamples.all().forEach((name, html) -> {
            assertFalse(SECRET_FIELD.matcher(html).find(), name);
            String asked = html.replace("我们不问验证码，不要银行卡", "");
            assertFalse(Pattern.compile("验证码|银行卡|身份证").matcher(asked).find(), name);
        });
    }

    @Test
    void aFormThatWasNotAcceptedKeepsItsWords() {
        // When
        Map<String, String> pages = PageSamples.all();
        // Then
        for (String name : List.of("report-busy", "report-slow", "unit-busy")) {
            String html = Objects.requireNonNull(pages.get(name));
            assertTrue(html.contains("没送出去，您写的还在。"), name);
            assertTrue(
                    Pattern.compile("<textarea[^>]*>[^<]+</textarea>")
                            .matcher(html)
                            .find(),
                    name);
        }
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
    void aRecordingIsPlayedOnceTheHandlerHasSaidWhyAndTheOthersAskForIt() {
        // When
        String page = new PageTemplatesFixture().render("work", PageSamples.work("路灯不亮", "路灯不亮"));
        String asked = Objects.requireNonNull(PageSamples.all().get("hear"));
        // Then
        String open = "/work/token/GD20261121621099000376/photo/" + "b".repeat(64) + ".amr";
        String closed = "/work/token/GD20261121621099000376/photo/" + "c".repeat(64) + ".mp3";
        assertTrue(page.contains("data-listen=\"" + open + "\""), page);
        assertTrue(page.contains("<form class=\"col\" method=\"post\" action=\"" + closed + "\">"), page);
        assertFalse(page.contains("<audio") || page.contains("href=\"" + closed), page);
        assertTrue(page.contains("会记下您几点听的、为什么，受理台看得到；半小时内可以反复听。"), page);
        assertTrue(asked.contains("action=\"" + open + "\"") && asked.contains(">核对办理</button>"), asked);
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

    @Test
    void whatIsNotDoneYetCanBeUrgedWithOneTap() {
        // When
        String working = track("working");
        String done = track("done");
        // Then
        assertTrue(working.contains(">催一催</button>"), working);
        assertTrue(working.contains("value=\"催一下，什么时候办\""), working);
        assertFalse(done.contains("催一催"), done);
    }

    private static String track(String tone) {
        return new PageTemplatesFixture()
                .render("track", PageSamples.track(tone, "现在", "网格员小王在办", List.of("add"), List.of("路灯坏了"), true));
    }

    /** The script shows this line when nothing was written; an empty one would be a red border without a word. */
    @Test
    void theLineForAnEmptyReportHasWordsBeforeItIsNeeded() {
        // When
        String html = new PageTemplatesFixture()
                .render("report", PageSamples.report(new ReportView.Input("", "", "", "k"), ReportView.Errors.NONE));
        // Then
        assertTrue(html.contains("hidden>还没写是什么事。"), html);
    }

    /** A number that only dials cannot be written down. */
    @Test
    void aHotlineIsShownInDigits() {
        // Given
        Pattern link = Pattern.compile(
                "<a[^>]*href=\"" + Pattern.quote(PageSamples.LINE.tel()) + "\"[^>]*>(.*?)</a>", Pattern.DOTALL);
        PageSamples.all().forEach((name, html) -> {
            // When
            List<String> links =
                    link.matcher(html).results().map(found -> found.group(1)).toList();
            // Then
            links.forEach(shown -> assertTrue(shown.contains(PageSamples.LINE.number()), name + ": " + shown));
            assertFalse(name.equals("got") && links.isEmpty(), name);
        });
    }
}
