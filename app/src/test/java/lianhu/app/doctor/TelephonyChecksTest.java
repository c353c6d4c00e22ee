package lianhu.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.telephony.trunk.TrunkDiagnosis;
import lianhu.telephony.trunk.TrunkFault;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class TelephonyChecksTest {
    private static final String PASSWORD = "a-secret-of-ari";
    /** Base64 of gateway:a-secret-of-ari. */
    private static final String BASIC = "Basic Z2F0ZXdheTphLXNlY3JldC1vZi1hcmk=";

    private static final Path SUNAN = Path.of("..", "counties", "sunan");

    private static final String MODULE = "/ari/asterisk/modules/app_stasis_broadcast.so";

    private final Map<String, String> settings = new HashMap<>();
    private HttpServer asterisk;
    private volatile String trunk = "online";
    private volatile String version = "22.10.1";

    @BeforeEach
    void start() throws IOException {
        asterisk = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        for (String path : List.of("/ari/asterisk/info", MODULE)) {
            asterisk.createContext(path, exchange -> {
                boolean isKnown = BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"));
                byte[] body =
                        "{\"system\":{\"version\":\"%s\"}}".formatted(version).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(isKnown ? 200 : 401, isKnown ? body.length : -1);
                if (isKnown) {
                    exchange.getResponseBody().write(body);
                }
                exchange.close();
            });
        }
        asterisk.createContext("/ari/endpoints/PJSIP/", exchange -> {
            byte[] body = "{\"technology\":\"PJSIP\",\"resource\":\"trunk\",\"state\":\"%s\",\"channel_ids\":[]}"
                    .formatted(trunk)
                    .getBytes(StandardCharsets.UTF_8);
            boolean isKnown = exchange.getRequestURI().getPath().equals("/ari/endpoints/PJSIP/trunk");
            exchange.sendResponseHeaders(isKnown ? 200 : 404, isKnown ? body.length : -1);
            if (isKnown) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        asterisk.start();
        settings.put(
                "lianhu.telephony.ari-url",
                "http://127.0.0.1:" + asterisk.getAddress().getPort());
        settings.put("lianhu.telephony.ari-password", PASSWORD);
        settings.put("lianhu.telephony.emergency-endpoint", "Local/119@outgoing/n");
        settings.put("lianhu.telephony.trunk", "Local/{number}@outgoing/n");
    }

    @AfterEach
    void stop() {
        asterisk.stop(0);
    }

    @Test
    void aTelephoneThatWorksHasOnlySamplesToReplace() {
        assertEquals(List.of("✓", "✓", "✓", "⚠"), signs());
        assertTrue(lines().get(3).contains("样音"), lines().toString());
    }

    @Test
    void anAsteriskWithWhichNothingWasTriedIsNamed() {
        assertEquals("✓ Asterisk 连得上，版本 22.10.1", lines().getFirst());
        version = "23.4.0";

        assertTrue(lines().getFirst().startsWith("⚠ Asterisk 连得上，版本 23.4.0，网关没有在这个版本上试过"), lines().getFirst());
        assertTrue(lines().get(1).contains("中继通"), "the rest is looked at all the same");
        assertEquals(
                DiagnosticResult.Severity.WARNING,
                TelephonyChecks.version(Optional.of("no JSON")).severity());
    }

    @Test
    void whatIsNotRecordedInALanguageOfTheCountyIsNamed() {
        settings.put("lianhu.county", "sunan");

        String line = lines().stream()
                .filter(one -> one.contains("西部裕固语"))
                .findFirst()
                .orElse("");

        assertTrue(line.startsWith("⚠ 县里列了西部裕固语，没有录选它的那一句：来电人选不到西部裕固语"), line);
        assertTrue(line.contains("请按 2") && line.contains("voice/ybe/choose-language.wav"), line);
    }

    @Test
    void whatCallersHearInsteadOfARecordingThatCannotBePlayedIsSaidAsItIs(@TempDir Path folder) throws IOException {
        Path county = Files.createDirectory(folder.resolve("sunan"));
        try (Stream<Path> files = Files.walk(SUNAN)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = county.resolve(SUNAN.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        for (String name : List.of("greeting", "ybe/speak", "ybe/choose-language")) {
            Path file = county.resolve("voice").resolve(name + ".wav");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "an MP3, by another name");
        }
        settings.put("lianhu.county", county.toString());

        String lines = String.join("\n", lines());

        assertTrue(lines.contains("✗ 县里录的提示音 greeting.wav 放不出来，来电人听到的还是样音"), lines);
        assertTrue(lines.contains("✗ 县里录的提示音 ybe/speak.wav 放不出来，来电人听到的是普通话"), lines);
        assertTrue(lines.contains("✗ 县里录的提示音 ybe/choose-language.wav 放不出来，来电人选不到西部裕固语"), lines);
        assertFalse(lines.contains("县里列了西部裕固语，没有录"), "it is recorded");
    }

    @Test
    void anEndpointThatRingsOneTelephoneForAllAgentsIsNamed() {
        settings.put("lianhu.telephony.agent-endpoint", "PJSIP/8001");

        assertTrue(lines().toString().contains("所有座席都会响同一台话机"), lines().toString());
        settings.put("lianhu.telephony.agent-endpoint", "PJSIP/{extension}");
        assertEquals(List.of("✓", "✓", "✓", "⚠"), signs());
    }

    @Test
    void withoutATrunkNobodyIsCalledAndItIsSaid() {
        settings.remove("lianhu.telephony.trunk");

        assertEquals(List.of("✓", "✓", "⚠", "⚠"), signs());
        assertTrue(lines().get(2).contains("只发消息，不打电话叫人"), lines().toString());
    }

    @Test
    void aTrunkWithoutAPlaceForTheNumberAndAWrongShortNumberAreNamed() {
        settings.put("lianhu.telephony.trunk", "PJSIP/trunk");
        String trunk = lines().get(2);
        settings.put("lianhu.telephony.trunk", "Local/{number}@outgoing/n");
        settings.put("lianhu.telephony.short-numbers", "6661202,0012345678901");

        assertTrue(trunk.startsWith("✗ lianhu.telephony.trunk 写得不对"), trunk);
        assertTrue(
                lines().get(2).startsWith("✗ lianhu.telephony.short-numbers 写得不对：0012345678901"), lines().toString());
    }

    @Test
    void aLimitThatIsNoNumberOrCallsNobodyIsNamed() {
        settings.put("lianhu.telephony.max-outbound", "0");
        String lines = lines().get(2);
        settings.put("lianhu.telephony.max-outbound", "4");
        settings.put("lianhu.telephony.max-calls-per-number", "many");

        assertTrue(lines.startsWith("✗ lianhu.telephony.max-outbound 写得不对：0"), lines);
        assertTrue(lines().get(2).startsWith("✗ lianhu.telephony.max-calls-per-number 写得不对：many"), lines().toString());
        settings.put("lianhu.telephony.max-calls-per-number", "20");
        assertEquals(List.of("✓", "✓", "✓", "⚠"), signs());
    }

    @Test
    void aTrunkThatDoesNotAnswerIsNamedAndOneThatIsNotThere() {
        String up = lines().get(1);
        trunk = "offline";
        String down = lines().get(1);
        settings.put("lianhu.telephony.trunk-name", "mobile");
        String missing = lines().get(1);

        assertEquals("✓ 中继通", up);
        assertTrue(down.startsWith("✗ 中继不通，打不出去，也可能打不进来：对面不回话 → "), down);
        assertTrue(missing.startsWith("⚠ Asterisk 里没有叫 mobile 的中继"), missing);
    }

    /** Each fault has a cause and advice of its own. */
    @Test
    void theDoctorSaysWhyATrunkDoesNotAnswerAndWhatToDo() {
        Set<String> lines = new HashSet<>();
        for (TrunkFault fault : TrunkFault.values()) {
            String line = TrunkChecks.result(new TrunkDiagnosis(fault, "192.0.2.7:5061", "/keys/ca.pem"), "trunk")
                    .line();
            lines.add(line);
            assertTrue(fault == TrunkFault.NONE || line.contains(" → "), line);
            if (fault.name().startsWith("CERTIFICATE_")) {
                assertTrue(line.startsWith("✗ 中继不通，打不出去，也可能打不进来：证书"), line);
                assertTrue(line.contains("192.0.2.7:5061"), line);
            }
        }
        assertEquals(TrunkFault.values().length, lines.size());
    }

    @Test
    void aTrunkThatPassesTheLimitsOfTheDialplanByIsNamed() {
        settings.put("lianhu.telephony.trunk", "PJSIP/{number}@trunk");

        assertTrue(lines().get(2).startsWith("⚠ 往外打的电话不经过拨号方案"), lines().toString());
    }

    @Test
    void aDiskThatTakesNoMoreRecordingsIsNamed() {
        Path spool = Path.of("/var/spool/asterisk");
        String full = RecordingSpaceCheck.of(spool, 7_000_000).orElseThrow().line();
        String low = RecordingSpaceCheck.of(spool, 1_999_000_000).orElseThrow().line();

        assertTrue(full.startsWith("✗ 放录音的磁盘还有 7 MB（/var/spool/asterisk）：满了以后话录不下来，只能给来电人回电话 → "), full);
        assertTrue(low.startsWith("⚠ 放录音的磁盘还有 1999 MB"), low);
        assertEquals(Optional.empty(), RecordingSpaceCheck.of(spool, 2_000_000_000));
        assertEquals(Optional.empty(), RecordingSpaceCheck.of(Path.of("/no/such/folder")));
    }

    @Test
    void withoutATelephoneThereIsNothingToPutRight() {
        settings.clear();

        assertEquals(List.of("✓"), signs());
    }

    @Test
    void aWrongPasswordIsNamedAndNotQuoted() {
        settings.put("lianhu.telephony.ari-password", "another-secret");

        assertTrue(lines().getFirst().startsWith("✗ Asterisk 不认这个口令"), lines().toString());
        assertFalse(lines().toString().contains("another-secret"));
    }

    @Test
    void anAsteriskThatIsAwayIsNamed() {
        asterisk.stop(0);

        assertTrue(lines().getFirst().startsWith("✗ Asterisk 连不上"), lines().toString());
    }

    @Test
    void anOlderAsteriskIsNamed() {
        asterisk.removeContext(MODULE);

        assertTrue(lines().getFirst().startsWith("✗ 这个 Asterisk 没有 app_stasis_broadcast"), lines().toString());
    }

    @Test
    void aDemonstrationHasATelephoneOfItsOwn() {
        settings.clear();
        settings.put("lianhu.demo", "true");

        assertEquals(List.of("✓ 电话：演示用自带的 Asterisk"), lines());
    }

    @Test
    void aWrongAddressIsNamed() {
        settings.put("lianhu.telephony.ari-url", "asterisk.local");

        assertTrue(lines().getFirst().startsWith("✗ lianhu.telephony.ari-url 写得不对"), lines().toString());
    }

    @Test
    void callersMustHearSomethingAndReachHelp() {
        settings.put("lianhu.telephony.ari-url", "http://no-such-host.invalid:8088");
        settings.remove("lianhu.telephony.emergency-endpoint");

        assertEquals(List.of("✗", "✗", "⚠", "✓", "⚠"), signs());
        assertTrue(lines().get(1).contains("什么也听不到"), lines().toString());
        assertTrue(lines().get(2).contains("直接拨打 119"), lines().toString());
    }

    private List<String> lines() {
        return new TelephonyChecks(
                        new SmallRyeConfigBuilder().withDefaultValues(settings).build())
                .all()
                .map(DiagnosticResult::line)
                .toList();
    }

    private List<String> signs() {
        return lines().stream().map(line -> line.substring(0, 1)).toList();
    }
}
