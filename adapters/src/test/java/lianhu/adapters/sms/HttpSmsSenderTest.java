package lianhu.adapters.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lianhu.core.sms.SmsMessage;
import lianhu.core.sms.SmsSender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSmsSenderTest {
    private final SmsServiceStub stub = new SmsServiceStub();
    private final SmsStatistics statistics = new SmsStatistics();
    private final HttpSmsSender sender = new HttpSmsSender(stub.service(), statistics);

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void theServiceGetsTheContractsFieldsAndTheIdempotencyKey() {
        // When
        SmsSender.Result result = send();
        // Then
        assertEquals(new SmsSender.Result.Accepted(), result);
        assertEquals(List.of("Bearer " + SmsServiceStub.TOKEN + " 621099-7-1795000000"), stub.headers);
        assertEquals(
                new JsonObject()
                        .put("id", "621099-7-1795000000")
                        .put("to", "15400001111")
                        .put("template", "YX-1")
                        .put("text", "【云溪县】您反映的事登记了。")
                        .put(
                                "values",
                                new JsonObject().put("receipt", "4827 1938").put("by", "周三")),
                new JsonObject(stub.bodies.getFirst()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"status\":\"refused\",\"reason\":\"空号\"} | Refused | 短信平台不收：空号",
                "422 | {\"status\":\"refused\",\"reason\":\"15400001111 在黑名单\"} | Refused | 短信平台不收：… 在黑名单",
                "400 | <html>bad</html> | Refused | 短信平台不收（400）",
                "401 | '' | Unauthorized | 短信平台不认口令（401）",
                "503 | '' | Busy | 短信平台说太忙（503）",
                "500 | oops | Unanswered | 短信平台的回答看不懂（500），不知道发没发",
                "302 | '' | Unanswered | 短信平台的回答看不懂（302），不知道发没发",
                "200 | <html>ok</html> | Unanswered | 短信平台的回答看不懂，不知道发没发",
                "200 | [] | Unanswered | 短信平台的回答看不懂，不知道发没发",
                "200 | '' | Unanswered | 短信平台的回答看不懂，不知道发没发"
            })
    void everyAnswerIsOneResult(int status, String body, String result, String why) {
        // Given
        stub.answers(status, body);
        // When
        SmsSender.Result sent = send();
        // Then
        assertEquals(result, sent.getClass().getSimpleName());
        assertTrue(sent.toString().contains(why), sent.toString());
    }

    @Test
    void aBusyServiceSaysWhenToTryAgain() {
        // Given
        stub.answers(429, "");
        stub.asksToRetryAfter("90");
        // When
        SmsSender.Result result = send();
        // Then
        assertEquals(new SmsSender.Result.Busy("短信平台说太忙（429）", Duration.ofSeconds(90)), result);
    }

    @Test
    void withoutAnAnswerNobodyKnowsAndItIsNotSentAgain() {
        // Given
        stub.answersLate();
        // When
        SmsSender.Result result = send();
        // Then
        assertInstanceOf(SmsSender.Result.Unanswered.class, result);
        assertEquals(1, stub.bodies.size());
        assertTrue(statistics.status().isWorking());
        assertEquals(1, statistics.status().unanswered());
    }

    @Test
    void aServiceThatIsAwayGotNothing() {
        // Given
        stub.close();
        // When
        SmsSender.Result result = send();
        send();
        send();
        // Then
        assertInstanceOf(SmsSender.Result.Busy.class, result);
        assertFalse(statistics.status().isWorking());
    }

    @Test
    void withoutTlsNothingWasSent() throws IOException {
        // Given: it ends each connection at the first byte of the handshake
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> endFirstConnection(service));
            URI address = URI.create("https://127.0.0.1:" + service.getLocalPort() + "/messages");
            // When
            SmsSender.Result result = send(new HttpSmsSender(
                    new SmsService(address, SmsServiceStub.TOKEN, Duration.ofSeconds(5)), statistics));
            // Then
            assertEquals(new SmsSender.Result.Busy("短信平台连不上", Duration.ofSeconds(30)), result);
        }
    }

    private static void endFirstConnection(ServerSocket service) {
        try (Socket connection = service.accept()) {
            connection.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SmsSender.Result send() {
        return send(sender);
    }

    private static SmsSender.Result send(HttpSmsSender sender) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put("receipt", "4827 1938");
        values.put("by", "周三");
        return sender.send(new SmsMessage("621099-7-1795000000", "15400001111", "YX-1", "【云溪县】您反映的事登记了。", values))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
