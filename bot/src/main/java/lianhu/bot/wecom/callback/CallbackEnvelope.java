package lianhu.bot.wecom.callback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The outer body of a callback, from which only the ciphertext is taken. The rest is unsigned: the account is
 * known from the address, never from the body. Null means that this is no envelope; an unencrypted body is never read.
 */
final class CallbackEnvelope {

    /** WeCom's largest message is a few kilobytes; anybody may send us more before the signature is known. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_ELEMENTS = 32;
    private static final JsonFactory JSON = new JsonFactory();

    private CallbackEnvelope() {}

    /** Of a smart robot: {@code {"encrypt":"…"}}. */
    static @Nullable String ofRobot(byte[] body) {
        if (body.length > MAX_BYTES) {
            return null;
        }
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            String encrypt = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean sought = json.currentName().equals("encrypt");
                JsonToken value = json.nextToken();
                if (!sought) {
                    json.skipChildren();
                } else if (encrypt == null && value == JsonToken.VALUE_STRING) {
                    encrypt = json.getText();
                } else {
                    return null;
                }
            }
            return json.nextToken() == null ? encrypt : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Of an application: {@code <xml><ToUserName/><AgentID/><Encrypt/></xml>}. */
    static @Nullable String ofApplication(byte[] body) {
        if (body.length > MAX_BYTES) {
            return null;
        }
        String xml = CryptFrame.text(body, 0, body.length);
        if (xml == null) {
            return null;
        }
        return XmlElement.parse(xml, MAX_ELEMENTS)
                .filter(root -> root.name().equals("xml"))
                .map(root -> root.childrenNamed("Encrypt"))
                .filter(found ->
                        found.size() == 1 && found.getFirst().children().isEmpty())
                .map(found -> found.getFirst().text())
                .orElse(null);
    }
}
