package lianhu.bench;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import lianhu.bench.load.CallbackGenerator;
import lianhu.bench.load.RobotCallbackCipher;

/** Requests that carry any text at all, unescaped where a stranger would not escape it either. */
final class HostileRequests {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String gateway;
    private final String chat;
    private final RobotCallbackCipher cipher =
            new RobotCallbackCipher(CallbackGenerator.TOKEN, CallbackGenerator.AES_KEY, new SplittableRandom(1));

    /**
     * @param gateway its address, without a slash at the end
     * @param chat id of a bound group
     */
    HostileRequests(String gateway, String chat) {
        this.gateway = gateway;
        this.chat = chat;
    }

    HttpRequest robot(String text) {
        String plain = """
            {"msgid":"%s","aibotid":"%s","chatid":"%s","chattype":"group","from":{"userid":"u1"},\
            "response_url":"http://127.0.0.1:9/r","msgtype":"text","text":{"content":"@联户小助手 %s"}}\
            """.formatted(UUID.randomUUID(), CallbackGenerator.ROBOT, chat, text);
        RobotCallbackCipher.EncryptedCallback callback =
                cipher.encrypt(plain, Instant.now().getEpochSecond());
        return request("/wecom/aibot/" + CallbackGenerator.ROBOT + "?msg_signature=" + callback.signature()
                        + "&timestamp=" + callback.timestamp() + "&nonce=" + callback.nonce())
                .header("Content-Type", "application/json")
                .POST(body("{\"encrypt\":\"" + callback.encrypt() + "\"}"))
                .build();
    }

    HttpRequest callback(String path, String text) {
        return request(path + "?msg_signature=0&timestamp=0&nonce=0")
                .header("Content-Type", path.contains("aibot") ? "application/json" : "text/xml")
                .POST(body(
                        path.contains("aibot")
                                ? "{\"encrypt\":\"" + text + "\"}"
                                : "<xml><Encrypt>" + text + "</Encrypt></xml>"))
                .build();
    }

    HttpRequest form(String path, Map<String, String> fields) {
        StringBuilder parts = new StringBuilder();
        fields.forEach((name, value) -> parts.append("--b\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value.replace("\\n", "\n"))
                .append("\r\n"));
        return request(path)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(body(parts + "--b--\r\n"))
                .build();
    }

    HttpRequest urlEncoded(String path, String name, String text) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(body(name + "=" + text.replace("\\n", "\n")))
                .build();
    }

    HttpRequest json(String path, String key, String json) {
        return request(path)
                .header("Authorization", "Bearer " + key)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(body(json))
                .build();
    }

    /** The request line has a limit of its own, so that the text is cut to what passes it. */
    HttpRequest get(String path, String key, String text) {
        String query = URLEncoder.encode(text.substring(0, Math.min(text.length(), 400)), StandardCharsets.UTF_8);
        return request(path + query)
                .header("Authorization", "Bearer " + key)
                .GET()
                .build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path)).timeout(TIMEOUT);
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }
}
