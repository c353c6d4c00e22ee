package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A drill (点验演练) is in no figure: a new figure decides about drills, or stands here with the reason why it has none. */
class DrillRulesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("core", "templates", "bot", "telephony", "adapters", "desk", "app");

    private static final Pattern AGGREGATE =
            Pattern.compile("(?i)\\b(count|sum|avg)\\s*\\((\\*|DISTINCT|CASE|[a-z_.]+\\))|percentile_");

    /** What is a ticket, belongs to one, or becomes one. */
    private static final Pattern OF_TICKETS = Pattern.compile(
            "\\b(FROM|JOIN)\\s+(ticket|report|delivery|ticket_event|ticket_total|ticket_satisfaction|phone_call|consultation)\\b");

    private static final Pattern DRILL = Pattern.compile("\\bdrill\\b|CallbackSql\\.IS_REAL");

    private static final Map<String, String> WITHOUT_DRILLS = Map.ofEntries(
            Map.entry("TicketPager.java", "counts the list that it shows, by the conditions of TicketSearch"),
            Map.entry("PgRosterEditor.java", "who leaves a post leaves its drills, too"),
            Map.entry("PgAgents.java", "callers who wait now"),
            Map.entry("PgBroadcasts.java", "deliveries of notices to many"),
            Map.entry("PgTickets.java", "whether a message was stored before"),
            Map.entry("PgTranscripts.java", "how many recordings are transcribed at once"),
            Map.entry("PgRecordingAccesses.java", "who heard a recording"),
            Map.entry("DemoSeeder.java", "whether the demonstration is filled"));

    @Test
    void everyFigureOverTicketsLeavesDrillsOutOrIsNamedHere() {
        TreeSet<String> undecided = sources()
                .filter(file -> !WITHOUT_DRILLS.containsKey(file.getFileName().toString()))
                .filter(file -> {
                    String source = read(file);
                    return AGGREGATE.matcher(source).find()
                            && OF_TICKETS.matcher(source).find()
                            && !DRILL.matcher(source).find();
                })
                .map(file -> ROOT.relativize(file).toString())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(new TreeSet<>(), undecided);
    }

    @Test
    void nothingIsNamedHereThatIsNoMore() {
        TreeSet<String> named = new TreeSet<>(WITHOUT_DRILLS.keySet());
        sources().forEach(file -> named.remove(file.getFileName().toString()));

        assertEquals(new TreeSet<>(), named);
    }

    /** The mark is put on texts by code: a template with it would say it of real matters as well. */
    @Test
    void noTemplateHasTheMarkItself() {
        for (String folder : List.of("templates/notice", "templates/reply")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(Files::isRegularFile)
                        .forEach(file -> assertFalse(read(file).contains("【演练】"), file.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Stream<Path> sources() {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("src/main/java"))
                .flatMap(folder -> {
                    try (Stream<Path> files = Files.walk(folder)) {
                        return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
