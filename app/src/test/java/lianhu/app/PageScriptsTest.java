package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lianhu.core.web.PageHeaders;
import org.junit.jupiter.api.Test;

/** A script that looks for a class no page has stops without a word: the tour waits for it until it gives up. */
class PageScriptsTest {
    private static final Pattern SELECTOR =
            Pattern.compile("(?:querySelector(?:All)?|closest|matches)\\(\\s*['\"`]([^'\"`]+)['\"`]");
    private static final Pattern CLASS_IN_SELECTOR = Pattern.compile("\\.([a-z][a-z0-9-]*)");
    private static final Pattern CLASS_ATTRIBUTE = Pattern.compile("class=\\\\?[\"']?([^\"'>]+)");
    private static final Pattern NAME_ATTRIBUTE = Pattern.compile(" name=\"([a-z-]+)\"");
    private static final Pattern PROPERTY_OF_FORM = Pattern.compile("\\bform\\.([a-z]+)\\b(?!\\()");
    private static final Pattern CLASS_IN_SCRIPT =
            Pattern.compile("(?:el\\('[a-z0-9]+', |classList\\.[a-z]+\\(|className = )['\"`]([^'\"`]+)");

    @Test
    void everyClassThatAScriptLooksForIsOnAPage() throws IOException {
        // Given
        List<Path> scripts = files("js");
        Set<String> known = new TreeSet<>();
        for (Path page : files("html")) {
            addWords(known, CLASS_ATTRIBUTE, Files.readString(page));
        }
        for (Path script : scripts) {
            addWords(known, CLASS_IN_SCRIPT, Files.readString(script));
            addWords(known, CLASS_ATTRIBUTE, Files.readString(script));
        }
        // When
        Set<String> unknown = new TreeSet<>();
        for (Path script : scripts) {
            for (MatchResult selector :
                    SELECTOR.matcher(Files.readString(script)).results().toList()) {
                CLASS_IN_SELECTOR
                        .matcher(selector.group(1).replaceAll("\\$\\{[^}]*}", ""))
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !known.contains(name))
                        .forEach(name -> unknown.add(script.getFileName() + " ." + name));
            }
        }
        // Then
        assertTrue(scripts.size() > 5 && known.contains("receipt-head"), "the scripts and the pages are found");
        assertEquals(Set.of(), unknown);
    }

    /** A field with that name hides the property: {@code form.action} is then the field, and the form goes nowhere. */
    @Test
    void noScriptReadsAPropertyOfAFormThatAFieldMayHide() throws IOException {
        // Given
        Set<String> fields = new TreeSet<>();
        for (Path page : files("html")) {
            addWords(fields, NAME_ATTRIBUTE, Files.readString(page));
        }
        // When
        Set<String> hidden = new TreeSet<>();
        for (Path script : files("js")) {
            PROPERTY_OF_FORM
                    .matcher(Files.readString(script))
                    .results()
                    .map(found -> found.group(1))
                    .filter(fields::contains)
                    .forEach(name -> hidden.add(script.getFileName() + " form." + name));
        }
        // Then
        assertTrue(fields.contains("action"), "the fields are found");
        assertEquals(Set.of(), hidden);
    }

    /** Where the content policy forbids it, a voice message stays at 正在取 and nothing says why. */
    @Test
    void theWorkerOfTheDecoderIsAllowedByTheContentPolicy() throws IOException {
        // Given
        boolean isWorkerMade = false;
        for (Path script : files("js")) {
            isWorkerMade |= Files.readString(script).contains("new Worker(");
        }
        // Then
        assertTrue(isWorkerMade, "no script makes a worker any more");
        assertTrue(PageHeaders.CONTENT_SECURITY_POLICY.contains("; worker-src 'self' blob:;"));
    }

    private static void addWords(Set<String> words, Pattern pattern, String text) {
        pattern.matcher(text)
                .results()
                .flatMap(found -> Pattern.compile("[^a-z0-9-]+").splitAsStream(found.group(1)))
                .forEach(words::add);
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Stream.concat(
                Files.walk(Path.of("..", "desk", "src", "main", "resources")),
                Files.walk(Path.of("..", "adapters", "src", "main", "resources")))) {
            return files.filter(file -> file.toString().endsWith("." + ending)).toList();
        }
    }
}
