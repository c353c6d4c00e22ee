package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lianhu.app.boot.AppSettings;
import lianhu.app.cli.LianhuCommand;
import lianhu.embedded.StartFailure;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The README names only what exists, and names every command of the launcher. */
class ReadmeTest {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final String README = read(HOUSE.resolve("README.md"));
    private static final String LAUNCHER = read(HOUSE.resolve("lianhu"));
    private static final String BENCH = read(HOUSE.resolve("bench/src/main/java/lianhu/bench/BenchMain.java"));
    private static final CommandLine COMMANDS = LianhuCommand.commandLine();
    private static final List<Path> SOURCES = sources();
    private static final String SOURCE = SOURCES.stream().map(ReadmeTest::read).collect(Collectors.joining("\n"));

    /** The metrics of Quarkus and its libraries. */
    private static final String QUARKUS_PATHS = "/q/";

    @Test
    void everyLinkLeadsToAFile() {
        List<String> broken = found("\\]\\(([^)#]+)(?:#[^)]*)?\\)", README)
                .filter(link -> !link.contains("://"))
                .filter(link -> !Files.exists(HOUSE.resolve(link)))
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void everyCommandIsOneOfTheLauncher() {
        // Given
        Set<String> known = set(found("(?s)case \\$\\{1:-\\} in(.*?)esac", LAUNCHER)
                .flatMap(cases -> found("(?m)^    ([a-z |-]+)\\)", cases))
                .flatMap(names -> Arrays.stream(names.split(" \\| "))));
        known.removeAll(Set.of("--help", "-h"));
        // When
        Set<String> named = set(found("\\./lianhu ([a-z-]+)", README));
        // Then
        assertTrue(named.containsAll(Set.of("run", "test", "bench")), named.toString());
        assertTrue(known.containsAll(named), () -> named + " but the launcher knows " + known);
        assertEquals(known, COMMANDS.getSubcommands().keySet().stream().collect(Collectors.toCollection(TreeSet::new)));
        String help = COMMANDS.getUsageMessage();
        for (String command : named) {
            assertTrue(help.contains("  " + command + " "), "the help does not know " + command);
        }
    }

    @Test
    void everyMeasurementIsKnownToTheBenchAndListedByTheHelp() {
        // Given
        Set<String> known = set(found("case \"([a-z]+)\" ->", BENCH));
        // When
        Set<String> named = set(found("`(?:\\./lianhu )?bench ([a-z]+)", README));
        // Then
        assertTrue(known.containsAll(named), () -> named + " but the bench knows " + known);
        CommandLine bench = Objects.requireNonNull(COMMANDS.getSubcommands().get("bench"));
        String line = bench.getCommandSpec().usageMessage().description()[0].split("  ")[0];
        assertEquals(known, set(found("([a-z]+)", line)));
    }

    @Test
    void everyOptionIsTakenByACommand() {
        Set<String> options = COMMANDS.getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().optionsMap().keySet().stream())
                .collect(Collectors.toSet());
        List<String> unknown = found("`[^`\\n]*?(--[a-z-]+)", README)
                .filter(option -> !options.contains(option) && !BENCH.contains(option + " "))
                .toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void everyExitCodeIsOneThatTheLauncherOrTheServersGive() {
        // Given
        String sentence = README.lines()
                .filter(line -> line.startsWith("Exit codes of `run`:"))
                .findFirst()
                .orElseThrow();
        // When
        Set<Integer> told = new TreeSet<>();
        Pattern.compile("(\\d+)(?:–(\\d+))?").matcher(sentence).results().forEach(code -> {
            int first = Integer.parseInt(code.group(1));
            int last = code.group(2) == null ? first : Integer.parseInt(code.group(2));
            IntStream.rangeClosed(first, last).forEach(told::add);
        });
        // Then
        Set<Integer> given = new TreeSet<>(Arrays.stream(StartFailure.values())
                .map(StartFailure::exitCode)
                .filter(code -> code > 1)
                .toList());
        found("(?:fail|exit) ([2-9]|[1-9][0-9])\\b", LAUNCHER)
                .map(Integer::valueOf)
                .forEach(given::add);
        found("int (?:PORT_TAKEN|WRONG_USAGE) = ([0-9]+);", SOURCE)
                .map(Integer::valueOf)
                .forEach(given::add);
        assertTrue(told.size() > 10, told.toString());
        assertTrue(given.containsAll(told), () -> told + " but given are " + given);
    }

    /** Names of the project: {@code PgIntake}, {@code core.notice.Notice}, {@code ReportSubmission.submit}. */
    @Test
    void everyClassIsThere() {
        Set<String> classes = SOURCES.stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        Stream<String> inText = found("`(?:[a-z]+\\.)*([A-Z][a-z]+(?:[A-Z][a-z]+)*)(?:\\.[a-z]+)?`", README);
        Stream<String> inPicture = found("(?s)```mermaid(.*?)```", README)
                .flatMap(picture -> found("(?:/|<br>|· |→ )([A-Z][A-Za-z]+)", picture))
                .filter(name -> !name.equals("SENDING"));
        assertEquals(
                List.of(),
                Stream.concat(inText, inPicture)
                        .filter(name -> !classes.contains(name))
                        .distinct()
                        .toList());
    }

    /** The page of questions leads to files by their names alone. */
    @Test
    void everyAnswerOfTheFinderIsAFile() {
        Set<String> classes = SOURCES.stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        List<String> answers = found(
                        "(?m)^\\| [^|]+\\? \\| `([A-Za-z]+)` \\|", read(HOUSE.resolve("docs/finding-your-way.md")))
                .toList();
        assertEquals(29, answers.size());
        assertEquals(
                List.of(),
                answers.stream().filter(name -> !classes.contains(name)).toList());
    }

    @Test
    void everyFolderIsThere() {
        List<String> missing = found(
                        "`((?:core|templates|bot|telephony|adapters|desk|app|counties|simulator)/[a-z/]*)", README)
                .map(path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                .filter(path -> !Files.exists(HOUSE.resolve(path)) && !Files.exists(ofPackage(path)))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyAddressIsServed() {
        List<String> missing = found("(?:[`\\s]|<br>)(/[a-z0-9/-]+)", README)
                .distinct()
                .filter(path -> !path.startsWith(QUARKUS_PATHS) && !SOURCE.contains("@Path(\"" + path))
                .toList();
        assertEquals(List.of(), missing);
        List<String> ofQuarkus = found("`(/q/[a-z]+)", README).distinct().toList();
        String pom = read(HOUSE.resolve("app/pom.xml"));
        for (String path : ofQuarkus) {
            String bringer = switch (path) {
                case "/q/health" -> "quarkus-smallrye-health";
                case "/q/metrics" -> "quarkus-micrometer-registry-prometheus";
                default -> "quarkus-smallrye-openapi";
            };
            assertTrue(pom.contains(bringer), path + " needs " + bringer);
        }
    }

    @Test
    void everySettingAndMeterIsThere() {
        List<String> missing = found("`(lianhu[._][a-z._-]+)`", README)
                .filter(name -> name.startsWith("lianhu_")
                        ? !SOURCE.contains("\"" + name.replace('_', '.') + "\"")
                        : !isSetting(name.substring("lianhu.".length())))
                .toList();
        assertEquals(List.of(), missing);
    }

    private static boolean isSetting(String name) {
        String method = Pattern.compile("-([a-z])")
                .matcher(name)
                .replaceAll(letter -> letter.group(1).toUpperCase(java.util.Locale.ROOT));
        return Arrays.stream(AppSettings.class.getDeclaredMethods())
                        .anyMatch(setting -> setting.getName().equals(method))
                || SOURCE.contains("\"lianhu." + name + "\"");
    }

    /** {@code bot/wecom} is the package {@code lianhu.bot.wecom} in the module {@code bot}. */
    private static Path ofPackage(String path) {
        String module = path.substring(0, path.indexOf('/'));
        return HOUSE.resolve(module + "/src/main/java/lianhu/" + path);
    }

    private static Stream<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult one) -> one.group(1));
    }

    private static Set<String> set(Stream<String> names) {
        return names.collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(HOUSE)) {
            return files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().contains("/target/")
                            && file.toString().contains("/src/"))
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
