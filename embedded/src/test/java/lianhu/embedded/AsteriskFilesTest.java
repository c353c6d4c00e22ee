package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    /** A stranger who reaches the trunk or a telephone of the office must not ring a premium number. */
    @Test
    void onlyTheContextsForTheGatewayLeadToTheTrunk() throws IOException {
        // Given
        Path dialplan = OF_COUNTY.resolve("extensions.conf");
        Set<String> dialling = new TreeSet<>();
        Set<String> leading = new TreeSet<>();
        // When
        for (String name : contexts(dialplan)) {
            for (String line : context(dialplan, name)) {
                if (line.contains("Dial(")) {
                    dialling.add(name);
                }
                if (line.contains("Goto(trunk-out") || line.contains("Goto(outgoing")) {
                    leading.add(name);
                }
                assertFalse(line.startsWith("include") || line.contains("Originate("), line);
            }
        }
        // Then
        assertEquals(Set.of("trunk-out"), dialling);
        assertEquals(Set.of("outgoing", "trunk-out-limited"), leading);
        assertEquals(List.of(), context(dialplan, "no-outgoing-calls"));
        Set<String> entered = new TreeSet<>();
        for (String file : List.of(
                "pjsip.conf",
                "pjsip-trunk.conf",
                "pjsip-trunk-tls.conf",
                "pjsip-office.conf",
                "pjsip-office-tls.conf")) {
            Files.readAllLines(OF_COUNTY.resolve(file)).stream()
                    .filter(line -> line.startsWith("context ="))
                    .forEach(entered::add);
        }
        assertEquals(Set.of("context = hotline-in", "context = no-outgoing-calls"), entered);
    }

    /** With and without encryption they are the same otherwise. */
    @Test
    void theFilesWithEncryptionDifferFromThoseWithoutInWhatEncryptsAlone() throws IOException {
        assertEquals(
                Set.of("bind = 0.0.0.0:5060", "contact = sip:198.51.100.10:5060\\;transport=tcp", "protocol = tcp"),
                settingsOfOneAlone("pjsip-trunk.conf", "pjsip-trunk-tls.conf"));
        assertEquals(
                Set.of(
                        "bind = 0.0.0.0:5061",
                        "contact = sip:198.51.100.10:5061\\;transport=tls",
                        "protocol = tls",
                        "method = tlsv1_2",
                        "cert_file = /etc/asterisk/keys/county.pem",
                        "priv_key_file = /etc/asterisk/keys/county.key",
                        "ca_list_file = /etc/asterisk/keys/operator-ca.pem",
                        "verify_server = yes",
                        "verify_client = yes",
                        "require_client_cert = yes",
                        "media_encryption = sdes"),
                settingsOfOneAlone("pjsip-trunk-tls.conf", "pjsip-trunk.conf"));
        assertEquals(
                Set.of("bind = 0.0.0.0:5070", "protocol = udp"),
                settingsOfOneAlone("pjsip-office.conf", "pjsip-office-tls.conf"));
        assertEquals(
                Set.of(
                        "bind = 0.0.0.0:5071",
                        "protocol = tls",
                        "method = tlsv1_2",
                        "cert_file = /etc/asterisk/keys/county.pem",
                        "priv_key_file = /etc/asterisk/keys/county.key",
                        "rewrite_contact = yes",
                        "media_encryption = sdes"),
                settingsOfOneAlone("pjsip-office-tls.conf", "pjsip-office.conf"));
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

    private static Set<String> settingsOfOneAlone(String one, String other) throws IOException {
        Set<String> alone = settings(one);
        alone.removeAll(settings(other));
        return alone;
    }

    private static Set<String> settings(String file) throws IOException {
        return Files.readAllLines(OF_COUNTY.resolve(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith(";"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> contexts(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("["))
                .map(line -> line.substring(1, line.indexOf(']')))
                .toList();
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
