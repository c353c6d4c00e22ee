package lianhu.app.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium and the Node.js of this machine. Nothing is fetched: without one of them the test is skipped, and says why. */
final class SystemChromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
    private static final List<String> OPTIONS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** What the program of Playwright needs. */
    private static final int OLDEST_NODE = 20;

    private final Playwright playwright;
    private final Browser browser;

    private SystemChromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static SystemChromium start() {
        Optional<Path> chromium = NAMES.stream().flatMap(SystemChromium::onPath).findFirst();
        Assumptions.assumeTrue(chromium.isPresent(), "no browser: install the system package chromium");
        Optional<Path> node = onPath("node").findFirst();
        Assumptions.assumeTrue(
                node.isPresent() && version(node.get()) >= OLDEST_NODE,
                "no Node.js " + OLDEST_NODE + " or newer, which drives the browser: install the system package nodejs");
        // The artifact with a Node.js for each kind of machine (190 MB) is left out.
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.orElseThrow().toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
        try {
            return new SystemChromium(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(chromium.orElseThrow())
                                    .setArgs(OPTIONS)));
        } catch (PlaywrightException e) {
            playwright.close();
            throw e;
        }
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Stream<Path> onPath(String program) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable);
    }

    private static int version(Path node) {
        try {
            Process process = new ProcessBuilder(node.toString(), "--version").start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return Integer.parseInt(said.replaceAll("^v(\\d+).*", "$1"));
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
