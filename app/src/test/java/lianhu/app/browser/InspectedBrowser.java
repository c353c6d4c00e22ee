package lianhu.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** The browser of one person, with its own cookies. It notes what goes wrong on the pages that are opened in it. */
final class InspectedBrowser implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String AXE = axe();

    /** A part of the desk that is loaded again while it is still loading: htmx says so as if it were an error. */
    private static final Pattern REPLACED = Pattern.compile("^htmx:(sendAbort|afterRequest),");

    private static final double LONGEST_MS = 20_000;

    /** Each finding in one line: the rule, the element, what is the matter. */
    private static final String FINDINGS = """
            async () => {
              const told = (await axe.run(document, {resultTypes: ['violations']})).violations
                .filter(rule => ['serious', 'critical'].includes(rule.impact))
                .flatMap(rule => rule.nodes.map(node => 'axe ' + rule.id + ': ' + node.target.join(' ') + ' '
                  + node.failureSummary.replace(/\\s+/g, ' ').slice(0, 300)));
              const wider = document.documentElement.scrollWidth - innerWidth;
              if (wider > 0) {
                const out = [...document.querySelectorAll('body *')]
                  .filter(one => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 4)
                  .map(one => one.tagName + '.' + one.className);
                told.push('wider than the screen by ' + wider + ' px: ' + out.join(' '));
              }
              return told.join('\\n');
            }""";

    private final URI gateway;
    private final Viewport viewport;
    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();

    InspectedBrowser(Browser browser, URI gateway, Viewport viewport) {
        this.gateway = gateway;
        this.viewport = viewport;
        context = browser.newContext(viewport.options());
        context.setDefaultTimeout(LONGEST_MS);
        // By the driver and not by the page: the content policy of the pages stays in force.
        context.addInitScript(AXE);
        page = context.newPage();
        page.onConsoleMessage(said -> {
            if (said.type().equals("error") && !REPLACED.matcher(said.text()).find()) {
                note("console: " + said.text() + " " + said.location());
            }
        });
        page.onPageError(error -> note("script: " + error));
        page.onRequestFailed(this::failed);
        page.onResponse(this::responded);
    }

    Page page() {
        return page;
    }

    InspectedBrowser open(String path) {
        page.navigate(gateway.resolve(path).toString());
        return this;
    }

    /** Waits until the words are on the page. */
    InspectedBrowser sees(String words) {
        assertThat(page.locator("body")).containsText(words);
        return this;
    }

    /** Opens a form that is folded under these words, and returns it. */
    Locator unfold(String words) {
        Locator folded =
                page.locator("details:has(> summary:text-is('" + words + "'))").first();
        folded.locator("> summary").click();
        return folded.locator("form");
    }

    /** Runs axe-core, measures the page and takes a picture of all of it. */
    void inspect(String name) {
        String found = Objects.toString(page.evaluate(FINDINGS), "");
        found.lines().forEach(this::note);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve(name + "-" + viewport.name().toLowerCase(Locale.ROOT) + ".png")));
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        context.close();
    }

    /** Leaving a page ends what it was still loading. */
    private void failed(Request request) {
        if (!String.valueOf(request.failure()).contains("ERR_ABORTED")) {
            note("failed: " + request.method() + " " + request.url() + " " + request.failure());
        }
    }

    private void responded(Response response) {
        if (response.status() >= 400) {
            note("answer " + response.status() + ": " + response.request().method() + " " + response.url());
        }
    }

    private void note(String fault) {
        faults.add(viewport + " " + page.url().replace(gateway.toString(), "/") + " " + fault);
    }

    private static String axe() {
        try (InputStream source =
                Objects.requireNonNull(InspectedBrowser.class.getResourceAsStream("/axe.min.js"), "axe-core")) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
