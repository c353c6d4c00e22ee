package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files for a county's own Asterisk keep to those that the other tests run. */
class AsteriskFilesTest {
    private static final Path OF_COUNTY = Path.of("..", "telephony", "asterisk");
    private static final Path EMBEDDED = Path.of("src", "main", "resources", "lianhu", "embedded", "asterisk");

    @Test
    void callsTakeTheSameWayAsInTheTests() throws IOException {
        for (String context : List.of("hotline-in", "hotline-fallback")) {
            List<String> ran = context(EMBEDDED.resolve("extensions.conf"), context);

            assertFalse(ran.isEmpty(), context);
            assertEquals(
                    ran.stream()
                            .map(line -> line.replace("@FOLDER@/spool", "/var/spool/asterisk"))
                            .toList(),
                    context(OF_COUNTY.resolve("extensions.conf"), context));
        }
    }

    /** A stranger who reaches the trunk or the office telephone must not ring a premium number. */
    @Test
    void nothingOfTheDialplanDialsOut() throws IOException {
        String dialplan = Files.readString(OF_COUNTY.resolve("extensions.conf"));

        assertFalse(dialplan.contains("Dial("), dialplan);
        assertFalse(dialplan.contains("Originate("), dialplan);
        assertEquals(List.of(), context(OF_COUNTY.resolve("extensions.conf"), "no-outgoing-calls"));
        String telephones = Files.readString(OF_COUNTY.resolve("pjsip.conf"));
        assertTrue(telephones.contains("context = no-outgoing-calls"), telephones);
    }

    @Test
    void noPasswordIsShipped() throws IOException {
        for (String file : List.of("ari.conf", "pjsip.conf")) {
            for (String line : Files.readAllLines(OF_COUNTY.resolve(file))) {
                if (line.startsWith("password =")) {
                    assertEquals("password = CHANGE-THIS-PASSWORD", line, file);
                }
            }
        }
    }

    /** The lines of a context that Asterisk reads. */
    private static List<String> context(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .dropWhile(line -> !line.equals("[" + name + "]"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("["))
                .filter(line -> !line.isBlank() && !line.startsWith(";"))
                .toList();
    }
}
