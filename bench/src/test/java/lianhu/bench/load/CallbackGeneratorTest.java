package lianhu.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CallbackGeneratorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern QUERY = Pattern.compile(
            "msg_signature=(\\w+)&timestamp=(\\d+)&nonce=(\\d+) .*\\{\"encrypt\":\"(.*)\"}", Pattern.DOTALL);

    private final CallbackGenerator callbackGenerator =
            new CallbackGenerator("t", List.of("one", "two"), () -> Instant.ofEpochSecond(1_795_000_000));

    @Test
    void everyMessageHasItsOwnSpeakerAndGroupsTakeTurns() throws Exception {
        // When
        List<WireRequest> wireRequests = callbackGenerator.generate(50, 0);

        // Then
        Set<String> speakers = new HashSet<>();
        for (int i = 0; i < wireRequests.size(); i++) {
            JsonNode plain = JSON.readTree(opened(wireRequests.get(i)));
            speakers.add(plain.path("from").path("userid").asText());
            assertEquals(wireRequests.get(i).msgid(), plain.path("msgid").asText());
            assertEquals(i % 2 == 0 ? "one" : "two", plain.path("chatid").asText());
        }
        assertEquals(50, speakers.size());
    }

    @Test
    void aRedeliveryIsTheSameMessageInANewEnvelope() {
        // When
        List<WireRequest> wireRequests = callbackGenerator.generate(1000, 0.3);

        // Then
        Set<String> msgids = new HashSet<>();
        Set<String> envelopes = new HashSet<>();
        wireRequests.forEach(wireRequest -> {
            msgids.add(wireRequest.msgid());
            envelopes.add(new String(wireRequest.wire(), StandardCharsets.US_ASCII));
        });
        assertEquals(1000, envelopes.size());
        assertTrue(msgids.size() > 650 && msgids.size() < 750, msgids.size() + " messages");
    }

    @Test
    void theReceiptIsReadFromASealedReply() {
        // Given
        RobotCallbackCipher.EncryptedCallback encryptedCallback =
                callbackGenerator.envelope().encrypt("{\"stream\":{\"content\":\"收到了。受理号 4827 1938，想问\"}}", 5);
        String body = "{\"encrypt\":\"%s\",\"msgsignature\":\"%s\",\"timestamp\":%s,\"nonce\":\"%s\"}"
                .formatted(
                        encryptedCallback.encrypt(),
                        encryptedCallback.signature(),
                        encryptedCallback.timestamp(),
                        encryptedCallback.nonce());

        // When
        Optional<String> receipt = new ReplyParser(callbackGenerator.envelope()).receipt(body);

        // Then
        assertEquals(Optional.of("48271938"), receipt);
    }

    private String opened(WireRequest wireRequest) {
        var parts = QUERY.matcher(new String(wireRequest.wire(), StandardCharsets.US_ASCII));
        assertTrue(parts.find());
        return callbackGenerator
                .envelope()
                .decrypt(new RobotCallbackCipher.EncryptedCallback(
                        parts.group(4), parts.group(1), parts.group(2), parts.group(3)));
    }
}
