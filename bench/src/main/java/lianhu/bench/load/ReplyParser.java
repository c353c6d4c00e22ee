package lianhu.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the receipt from a passive reply. */
public final class ReplyParser {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern RECEIPT = Pattern.compile("受理号\\s*([0-9][0-9 ]{6,}[0-9])");

    private final RobotCallbackCipher robotCallbackCipher;

    public ReplyParser(RobotCallbackCipher robotCallbackCipher) {
        this.robotCallbackCipher = robotCallbackCipher;
    }

    /** The receipt; empty when the reply cannot be decrypted or holds no receipt. */
    public Optional<String> receipt(String body) {
        return receiptIn(decrypted(body));
    }

    /** The text of the reply, or why it cannot be read. */
    public String decrypted(String body) {
        try {
            JsonNode reply = JSON.readTree(body);
            return robotCallbackCipher.decrypt(new RobotCallbackCipher.EncryptedCallback(
                    reply.path("encrypt").asText(),
                    reply.path("msgsignature").asText(),
                    reply.path("timestamp").asText(),
                    reply.path("nonce").asText()));
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return "(unreadable: " + unreadable.getMessage() + ")";
        }
    }

    /** The digits of the receipt without the spaces between groups. */
    public static Optional<String> receiptIn(String words) {
        Matcher found = RECEIPT.matcher(words);
        return found.find() ? Optional.of(found.group(1).replace(" ", "")) : Optional.empty();
    }
}
