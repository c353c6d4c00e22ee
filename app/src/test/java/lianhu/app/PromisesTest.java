package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/promises.md} quotes what users read, and names tests and texts that exist; no text is forgotten. */
class PromisesTest {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final String DOCUMENT = read(HOUSE.resolve("docs/promises.md"));
    private static final String PEOPLE = "## Kept by people";
    private static final List<Path> FILES = files();
    private static final Map<String, Path> TEST_CLASSES = FILES.stream()
            .filter(file -> file.toString().contains("/src/test/java/"))
            .collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""),
                    Function.identity(),
                    (one, other) -> one));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+) \\| (`.+`) \\| (.+) \\|$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST_METHOD =
            Pattern.compile("(?s)@(?:Test|ParameterizedTest)\\b.*?\\bvoid (\\w+)\\(");

    /** One sentence and what keeps it; a sentence that people keep has no test. */
    private record Promise(String sentence, List<String> texts, List<String> tests) {}

    @Test
    void everySentenceStandsInItsText() {
        assertTrue(promises(DOCUMENT).size() > 150, "the rows were not read");
        assertEquals(List.of(), unspoken(promises(DOCUMENT)));
    }

    @Test
    void everyPromiseIsKeptByTestsThatExist() {
        assertEquals(List.of(), untested(promises(DOCUMENT)));
    }

    @Test
    void noRowStandsTwice() {
        assertEquals(List.of(), doubled(promises(DOCUMENT)));
    }

    /** A new text promises something, or is named in the closing paragraph. */
    @Test
    void everyTextIsInTheListOrPromisesNothing() {
        // Given
        Set<String> promising = new TreeSet<>();
        promises(DOCUMENT).forEach(promise -> promising.addAll(promise.texts()));
        Set<String> others = new TreeSet<>(names(DOCUMENT.substring(DOCUMENT.indexOf("Promise nothing: "))));
        // When
        Set<String> texts = FILES.stream()
                .filter(file -> file.toString().matches(".*/templates/(notice|reply)/[^/]+\\.txt")
                        || file.toString().matches(".*/templates/voice/[^/]+\\.tsv")
                        || file.toString().matches(".*/src/main/resources/templates/(web|chamber|desk)/[^/]+\\.html"))
                .map(file -> file.getName(file.getNameCount() - 2) + "/" + file.getFileName())
                .collect(Collectors.toCollection(TreeSet::new));
        // Then
        assertTrue(texts.size() > 90, texts.toString());
        assertEquals(
                List.of(),
                others.stream()
                        .filter(name -> promising.contains(name) || !texts.contains(name))
                        .toList());
        texts.removeAll(promising);
        texts.removeAll(others);
        assertEquals(Set.of(), texts);
    }

    @Test
    void theRulesFindWhatTheyLookFor() {
        List<Promise> wrong = promises("""
            | 我们马上就到。 | `notice/quiet.txt` | `SchemaTest#notThere` |
            | 收到了，我们单独回您。 | `notice/quiet.txt` | `NoSuchTest#notThere` |
            | 收到了，我们单独回您。 | `notice/quiet.txt` | by care |
            | 收到了，我们单独回您。 | `notice/none.txt` | `PgKfSessionsTest#noReplyIsAllowedAfter48Hours` |
            """);
        assertEquals(4, wrong.size());
        assertEquals(List.of("我们马上就到。 in notice/quiet.txt", "收到了，我们单独回您。 in notice/none.txt"), unspoken(wrong));
        assertEquals(List.of("SchemaTest#notThere", "NoSuchTest#notThere", "no test: 收到了，我们单独回您。"), untested(wrong));
        assertEquals(List.of("收到了，我们单独回您。 in notice/quiet.txt"), doubled(wrong));
    }

    private static List<String> unspoken(List<Promise> promises) {
        return promises.stream()
                .flatMap(promise -> promise.texts().stream()
                        .filter(text -> !displayed(text).contains(promise.sentence()))
                        .map(text -> promise.sentence() + " in " + text))
                .toList();
    }

    private static List<String> untested(List<Promise> promises) {
        String byPeople = DOCUMENT.substring(DOCUMENT.indexOf(PEOPLE));
        return promises.stream()
                .flatMap(promise -> promise.tests().isEmpty()
                        ? Stream.of("no test: " + promise.sentence())
                                .filter(none -> !byPeople.contains("\n| " + promise.sentence() + " |"))
                        : promise.tests().stream().filter(test -> !isTest(test)))
                .toList();
    }

    private static List<String> doubled(List<Promise> promises) {
        Set<String> seen = new HashSet<>();
        return promises.stream()
                .flatMap(promise -> promise.texts().stream().map(text -> promise.sentence() + " in " + text))
                .filter(row -> !seen.add(row))
                .distinct()
                .toList();
    }

    private static List<Promise> promises(String document) {
        return ROW.matcher(document)
                .results()
                .map(row -> new Promise(row.group(1), names(row.group(2)), names(row.group(3))))
                .toList();
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell)
                .results()
                .map((MatchResult name) -> name.group(1))
                .toList();
    }

    /** What a reader sees: without the tags of a page, and with the literals of a program joined. */
    private static String displayed(String name) {
        List<Path> found = FILES.stream()
                .filter(file -> file.equals(HOUSE.resolve(name))
                        || file.endsWith(name) && file.toString().matches(".*/(templates|src/main)/.*"))
                .toList();
        if (found.size() != 1) {
            return "";
        }
        String text = read(found.getFirst());
        return name.endsWith(".html")
                ? text.replaceAll("</?[a-z][^>]*>", "")
                : name.endsWith(".java") ? text.replaceAll("\"\\s+\\+ \"", "") : text;
    }

    /** {@code Class#method}, declared in the class or in the contract it extends. */
    private static boolean isTest(String name) {
        String[] parts = name.split("#");
        Path file = TEST_CLASSES.get(parts[0]);
        if (file == null || parts.length != 2) {
            return false;
        }
        String source = read(file);
        List<String> above = new ArrayList<>(Pattern.compile("class " + parts[0] + " extends (\\w+)")
                .matcher(source)
                .results()
                .map(contract -> contract.group(1))
                .toList());
        return TEST_METHOD
                        .matcher(source)
                        .results()
                        .anyMatch(method -> method.group(1).equals(parts[1]))
                || above.stream().anyMatch(contract -> isTest(contract + "#" + parts[1]));
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.walk(HOUSE)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|txt|html|js|md|tsv)")
                            && !file.toString().matches(".*/(target|node_modules|\\.git|\\.lianhu)/.*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
