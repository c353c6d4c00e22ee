package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler cannot see: sizes of packages, names, and the words of comments. */
class SourceRulesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<Path> SOURCES = sources();
    private static final int MOST_FILES = 30;

    /**
     * Parts of camel-case names that hide what a thing is. Where the field has a word, the field's word is used: throttle,
     * retry, lease, delivery, callback, recipient, dispatch.
     */
    private static final Set<String> METAPHORS = Set.of(
            "patience",
            "echo",
            "lane",
            "lanes",
            "town",
            "doorkeeper",
            "doorbell",
            "doorway",
            "door",
            "teller",
            "telling",
            "courier",
            "clerk",
            "vault",
            "yardstick",
            "tally",
            "whisper",
            "wish",
            "deed",
            "deeds",
            "errand",
            "errands",
            "rung",
            "rang",
            "rouse",
            "roused",
            "heed",
            "heeded",
            "sow",
            "unsown",
            "knock",
            "rejoice",
            "insist",
            "discreetly",
            "sketch",
            "dossier",
            "summons",
            "workbench",
            "unheard",
            "watchman",
            "talker",
            "subject",
            "hears",
            "beside",
            "anew",
            "whoever");

    /** Words that make a comment be read twice. */
    private static final Pattern HARD_WORDS = Pattern.compile(
            "\\b(she|her|hers|he|him|whoever|anew|lest|heed|heeded|roused?|hearken|thereof)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DECLARATION = Pattern.compile(
            "(?m)^\\s*(?:public |protected |private |static |final |abstract |sealed |non-sealed |default"
                    + " |synchronized )*(?:(?:class|interface|enum|record|@interface) (\\w+)|(?:<[^>]+> )?[\\w.<>\\[\\],"
                    + " ?@]+ (\\w+)\\([^;]*\\{)");
    private static final Pattern COMMENT =
            Pattern.compile("/\\*(?:[^*]++|\\*(?!/))*+\\*/|(?m)^\\s*//.*$|(?<=[;{}),]) //.*$");
    private static final Pattern HALF_WIDTH =
            Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*[\\u4e00-\\u9fff][,;:!](?:[\\u4e00-\\u9fff][^\"]*)?\"");

    private static final Pattern CONVERSATION_ARCHIVE = Pattern.compile("(?i)msg_?audit|chat_?data");

    @Test
    void noPackageHasMoreThanThirtyFiles() {
        Map<Path, Long> sizes = SOURCES.stream()
                .collect(Collectors.groupingBy(
                        file -> ROOT.relativize(file.getParent()), TreeMap::new, Collectors.counting()));
        sizes.values().removeIf(size -> size <= MOST_FILES);
        assertEquals(Map.of(), sizes);
    }

    @Test
    void noTwoTopLevelTypesShareASimpleName() {
        Map<String, List<String>> homes = SOURCES.stream()
                .filter(file -> !name(file).equals("package-info"))
                .collect(Collectors.groupingBy(
                        SourceRulesTest::name,
                        TreeMap::new,
                        Collectors.mapping(file -> ROOT.relativize(file).toString(), Collectors.toList())));
        homes.values().removeIf(places -> places.size() == 1);
        assertEquals(Map.of(), homes);
    }

    /** WeCom gives the robot only what mentions it; the conversation archive (会话内容存档) would give everything. */
    @Test
    void theConversationArchiveOfWecomIsNeverRead() {
        assertEquals(
                List.of(),
                SOURCES.stream()
                        .filter(file -> file.toString().contains("/src/main/"))
                        .filter(file -> CONVERSATION_ARCHIVE.matcher(read(file)).find())
                        .map(SourceRulesTest::name)
                        .toList());
    }

    @Test
    void noTypeOrMethodIsNamedByAMetaphor() {
        Set<String> found = new TreeSet<>();
        for (Path file : SOURCES) {
            Matcher declarations = DECLARATION.matcher(read(file));
            while (declarations.find()) {
                // The name of a test method is a sentence about one behaviour.
                String type = declarations.group(1);
                String name = type != null ? type : isMain(file) ? declarations.group(2) : "";
                words(name)
                        .filter(METAPHORS::contains)
                        .forEach(word -> found.add(name(file) + ": " + name + " (" + word + ")"));
            }
        }
        assertEquals(Set.of(), found);
    }

    @Test
    void commentsNameTheirSubject() {
        Set<String> found = new TreeSet<>();
        for (Path file : SOURCES) {
            Matcher comments = COMMENT.matcher(read(file));
            while (comments.find()) {
                Matcher words = HARD_WORDS.matcher(comments.group());
                if (words.find()) {
                    found.add(name(file) + ": "
                            + comments.group().strip().lines().findFirst().orElse("") + " (" + words.group() + ")");
                }
            }
        }
        assertEquals(Set.of(), found);
    }

    @Test
    void chineseSentencesHaveFullWidthPunctuation() {
        Set<String> found = new TreeSet<>();
        for (Path file : SOURCES.stream().filter(SourceRulesTest::isMain).toList()) {
            Matcher strings = HALF_WIDTH.matcher(read(file));
            while (strings.find()) {
                found.add(name(file) + ": " + strings.group());
            }
        }
        assertEquals(Set.of(), found);
    }

    /** The rules above must be able to fail. */
    @Test
    void theRulesFindWhatTheyLookFor() {
        assertTrue(words("doorBellOfTheLane").anyMatch(METAPHORS::contains));
        assertTrue(HARD_WORDS.matcher("/** Whoever asks. */").find());
        assertTrue(HALF_WIDTH.matcher("\"网关已停,请稍候\"").find());
        assertTrue(COMMENT.matcher("    // she asks").find());
        assertTrue(DECLARATION.matcher("    private static int rouse(int a) {").find());
        assertTrue(SOURCES.size() > 500, "the sources are found");
    }

    private static Stream<String> words(String name) {
        return Pattern.compile("(?<=[a-z0-9])(?=[A-Z])")
                .splitAsStream(name)
                .map(part -> part.toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean isMain(Path file) {
        return file.toString().contains("/src/main/");
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().matches(".*/src/(main|test)/java/.*\\.java"))
                    .filter(file -> !file.endsWith("SourceRulesTest.java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
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
