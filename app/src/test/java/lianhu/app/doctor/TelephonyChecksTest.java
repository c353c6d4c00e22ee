package lianhu.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class TelephonyChecksTest {
    private static final String PASSWORD = "a-secret-of-ari";
    /** Base64 of gateway:a-secret-of-ari. */
    private static final String BASIC = "Basic Z2F0ZXdheTphLXNlY3JldC1vZi1hcmk=";

    private static final String MODULE = "/ari/asterisk/modules/app_stasis_broadcast.so";

    private final Map<String, String> settings = new HashMap<>();
    private HttpServer asterisk;

    @BeforeEach
    void start() throws IOException {
        asterisk = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        for (String path : List.of("/ari/asterisk/info", MODULE)) {
            asterisk.createContext(path, exchange -> {
                boolean isKnown = BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"));
                exchange.sendResponseHeaders(isKnown ? 200 : 401, -1);
                exchange.close();
            });
        }
        asterisk.start();
        settings.put(
                "lianhu.telephony.ari-url",
                "http://127.0.0.1:" + asterisk.getAddress().getPort());
        settings.put("lianhu.telephony.ari-password", PASSWORD);
        settings.put("lianhu.telephony.emergency-endpoint", "PJSIP/119@trunk");
        settings.put("lianhu.telephony.trunk", "PJSIP/{number}@trunk");
    }

    @AfterEach
    void stop() {
        asterisk.stop(0);
    }

    @Test
    void aTelephoneThatWorksHasOnlySamplesToReplace() {
        assertEquals(List.of("✓", "✓", "⚠"), signs());
        assertTrue(lines().get(2).contains("样音"), lines().toString());
    }

    @Test
    void anEndpointThatRingsOneTelephoneForAllAgentsIsNamed() {
        settings.put("lianhu.telephony.agent-endpoint", "PJSIP/8001");

        assertTrue(lines().toString().contains("所有座席都会响同一台话机"), lines().toString());
        settings.put("lianhu.telephony.agent-endpoint", "PJSIP/{extension}");
        assertEquals(List.of("✓", "✓", "⚠"), signs());
    }

    @Test
    void withoutATrunkNobodyIsCalledAndItIsSaid() {
        settings.remove("lianhu.telephony.trunk");

        assertEquals(List.of("✓", "⚠", "⚠"), signs());
        assertTrue(lines().get(1).contains("只发消息，不打电话叫人"), lines().toString());
    }

    @Test
    void aTrunkWithoutAPlaceForTheNumberAndAWrongShortNumberAreNamed() {
        settings.put("lianhu.telephony.trunk", "PJSIP/trunk");
        String trunk = lines().get(1);
        settings.put("lianhu.telephony.trunk", "PJSIP/{number}@trunk");
        settings.put("lianhu.telephony.short-numbers", "6661202,0012345678901");

        assertTrue(trunk.startsWith("✗ lianhu.telephony.trunk 写得不对"), trunk);
        assertTrue(
                lines().get(1).startsWith("✗ lianhu.telephony.short-numbers 写得不对：0012345678901"), lines().toString());
    }

    @Test
    void aLimitThatIsNoNumberOrCallsNobodyIsNamed() {
        settings.put("lianhu.telephony.max-outbound", "0");
        String lines = lines().get(1);
        settings.put("lianhu.telephony.max-outbound", "4");
        settings.put("lianhu.telephony.max-calls-per-number", "many");

        assertTrue(lines.startsWith("✗ lianhu.telephony.max-outbound 写得不对：0"), lines);
        assertTrue(lines().get(1).startsWith("✗ lianhu.telephony.max-calls-per-number 写得不对：many"), lines().toString());
        settings.put("lianhu.telephony.max-calls-per-number", "20");
        assertEquals(List.of("✓", "✓", "⚠"), signs());
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
