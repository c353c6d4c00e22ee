package lianhu.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lianhu.bench.harness.Closer;
import lianhu.bench.load.CallbackGenerator;
import lianhu.bench.load.RobotCallbackCipher.EncryptedCallback;

/** WeCom's {@code @wecom/crypto} in a Node process: encrypts messages and decrypts the robot's replies. */
final class NodeReferenceCrypto implements Closer.Resource {
    private static final Path FOLDER = Path.of("..", "bot", "src", "test", "node");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process node;
    private final BufferedWriter asks;
    private final BufferedReader answers;

    NodeReferenceCrypto() {
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
            throw new IllegalStateException(
                    "WeCom's Node packages are not installed: run ./lianhu test, or npm ci in bot/src/test/node");
        }
        try {
            node = new ProcessBuilder("node", "oracles.mjs")
                    .directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Node 18 or newer is needed: install node", e);
        }
        asks = node.outputWriter(StandardCharsets.UTF_8);
        answers = node.inputReader(StandardCharsets.UTF_8);
    }

    EncryptedCallback encrypt(String plain, String timestamp, String nonce) {
        JsonNode encrypted = answer(ask("seal", timestamp, nonce).put("plain", plain));
        return new EncryptedCallback(text(encrypted, "encrypt"), text(encrypted, "signature"), timestamp, nonce);
    }

    /** Fails when WeCom could not read the reply. */
    JsonNode decrypt(String body) {
        JsonNode reply = read(body);
        return read(text(
                answer(ask("open", reply.path("timestamp").asText(), text(reply, "nonce"))
                        .put("encrypt", text(reply, "encrypt"))
                        .put("signature", text(reply, "msgsignature"))),
                "plain"));
    }

    @Override
    public void close() {
        node.destroy();
    }

    private static ObjectNode ask(String what, String timestamp, String nonce) {
        return JSON.createObjectNode()
                .put("by", "crypto")
                .put("do", what)
                .put("token", CallbackGenerator.TOKEN)
                .put("key", CallbackGenerator.AES_KEY)
                .put("receiveId", "")
                .put("timestamp", timestamp)
                .put("nonce", nonce);
    }

    private synchronized JsonNode answer(ObjectNode asked) {
        try {
            asks.write(asked.toString());
            asks.newLine();
            asks.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the Node process ended");
            }
            return read(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON", e);
        }
    }

    private static String text(JsonNode node, String name) {
        String text = node.path(name).textValue();
        if (text == null) {
            throw new AssertionError("without " + name + ": " + node.path("refused"));
        }
        return text;
    }
}
