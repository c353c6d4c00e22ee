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
import lianhu.app.sms.SmsConfiguration;
import lianhu.core.sms.SmsTemplate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class SmsChecksTest {
    private static final String TOKEN = "a-token-of-24-characters";

    private final Map<String, String> settings = new HashMap<>();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        service.createContext("/messages", exchange -> {
            boolean isKnown =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(isKnown ? 200 : 401, -1);
            exchange.close();
        });
        service.start();
        settings.put("lianhu.county", "yunxi");
        settings.put(
                "lianhu.sms.url", "http://127.0.0.1:" + service.getAddress().getPort() + "/messages");
        settings.put("lianhu.sms.token", TOKEN);
        settings.put("lianhu.sms.callback-token", "another-token-of-24-char");
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void aServiceThatAnswersIsSaidToWork() {
        assertEquals(List.of("✓ 短信平台连得上"), lines());
    }

    @Test
    void withoutAServiceThereIsNothingToPutRight() {
        settings.clear();
        settings.put("lianhu.county", "yunxi");

        assertTrue(lines().getFirst().startsWith("✓ 没有接短信"), lines().toString());
    }

    @Test
    void textsWithoutAnApprovalAreNamed() {
        settings.put("lianhu.county", "sunan");

        assertTrue(lines().get(1).startsWith("✗ " + SmsTemplate.values().length + " 个短信模板没有报备号"), lines().toString());
        assertTrue(lines().get(1).contains("sms-result"), lines().toString());
    }

    @Test
    void aWrongTokenIsNamedAndNotQuoted() {
        settings.put("lianhu.sms.token", "a-wrong-token-of-24-char");

        assertTrue(lines().getFirst().startsWith("✗ 短信平台不认这个口令"), lines().toString());
        assertFalse(lines().toString().contains("a-wrong-token"));
    }

    @Test
    void aServiceThatIsAwayIsNamed() {
        service.stop(0);

        assertTrue(lines().getFirst().startsWith("✗ 短信平台连不上"), lines().toString());
    }

    @Test
    void aMissingOrPublicTokenAndAnOpenAddressStopTheStart() {
        settings.remove("lianhu.sms.callback-token");
        assertTrue(lines().getFirst().contains("lianhu.sms.callback-token 没有设置"), lines().toString());
        settings.put("lianhu.sms.callback-token", SmsConfiguration.DEMO_TOKEN);
        assertTrue(lines().getFirst().contains("还是演示的口令"), lines().toString());
        settings.put("lianhu.sms.callback-token", TOKEN);
        settings.put("lianhu.sms.url", "http://sms.example.gov.cn/messages");
        assertTrue(lines().getFirst().contains("lianhu.sms.url 写得不对"), lines().toString());
        settings.put("lianhu.sms.url", "https://sms.example.gov.cn/messages");
        settings.put("lianhu.sms.signature", "【云溪县】");
        assertTrue(lines().getFirst().contains("不带【】"), lines().toString());
    }

    @Test
    void onlyThisMachineIsReachedWithoutTlsAndATimeoutIsBelowTheOneOfTheOutbox() {
        settings.put("lianhu.sms.url", "http://127.0.0.1.sms.example/messages");
        assertTrue(lines().getFirst().contains("lianhu.sms.url 写得不对"), lines().toString());
        settings.put("lianhu.sms.url", "https://sms.example.gov.cn/messages");
        settings.put("lianhu.sms.timeout", "30s");
        assertTrue(lines().getFirst().contains("lianhu.sms.timeout"), lines().toString());
        settings.put("lianhu.sms.timeout", "0s");
        assertTrue(lines().getFirst().contains("lianhu.sms.timeout"), lines().toString());
    }

    private List<String> lines() {
        return new SmsChecks(
                        new SmallRyeConfigBuilder().withDefaultValues(settings).build())
                .all()
                .map(DiagnosticResult::line)
                .toList();
    }
}
