package lianhu.bot.wecom.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import me.chanjar.weixin.cp.util.crypto.WxCpCryptUtil;

/** Three who seal and open without us: WxJava, and in one Node process WeCom's own two packages. */
final class ReferenceCrypto implements AutoCloseable {

    private static final Path FOLDER = Path.of("src", "test", "node");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process node;
    private final BufferedWriter asks;
    private final BufferedReader answers;

    ReferenceCrypto() {
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
            throw new IllegalStateException("WeCom's Node packages are not installed, so the seal cannot be checked"
                    + " against them: run ./lianhu test, or npm ci in bot/" + FOLDER);
        }
        try {
            node = new ProcessBuilder("node", "oracles.mjs")
                    .directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Node 18 or newer is needed to check the seal: install node", e);
        }
        asks = node.outputWriter(StandardCharsets.UTF_8);
        answers = node.inputReader(StandardCharsets.UTF_8);
    }

    /** One who knows the account's token and key. */
    interface CryptoImplementation {

        EncryptedReply encrypt(String plain, String timestamp, String nonce);

        String decrypt(EncryptedReply encryptedReply);
    }

    List<CryptoImplementation> of(String receiveId) {
        return List.of(new WxJava(receiveId), new Node("crypto", receiveId), new Node("sdk", receiveId));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        asks.close();
        node.waitFor();
    }

    private final class Node implements CryptoImplementation {

        private final String by;
        private final String receiveId;

        Node(String by, String receiveId) {
            this.by = by;
            this.receiveId = receiveId;
        }

        @Override
        public EncryptedReply encrypt(String plain, String timestamp, String nonce) {
            JsonNode sealed = answer(request("seal", timestamp, nonce).put("plain", plain));
            return new EncryptedReply(text(sealed, "encrypt"), text(sealed, "signature"), timestamp, nonce);
        }

        @Override
        public String decrypt(EncryptedReply encryptedReply) {
            return text(
                    answer(request("open", encryptedReply.timestamp(), encryptedReply.nonce())
                            .put("encrypt", encryptedReply.encrypt())
                            .put("signature", encryptedReply.signature())),
                    "plain");
        }

        private ObjectNode request(String what, String timestamp, String nonce) {
            return JSON.createObjectNode()
                    .put("by", by)
                    .put("do", what)
                    .put("token", CryptoFixture.TOKEN)
                    .put("key", CryptoFixture.AES_KEY)
                    .put("receiveId", receiveId)
                    .put("timestamp", timestamp)
                    .put("nonce", nonce);
        }

        private JsonNode answer(ObjectNode asked) {
            try {
                asks.write(asked.toString());
                asks.newLine();
                asks.flush();
                String line = answers.readLine();
                if (line == null) {
                    throw new IllegalStateException("the Node process ended");
                }
                return JSON.readTree(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String text(JsonNode answer, String name) {
            String text = answer.path(name).textValue();
            if (text == null) {
                throw new AssertionError(by + " says: " + answer);
            }
            return text;
        }

        @Override
        public String toString() {
            return by;
        }
    }

    private static final class WxJava implements CryptoImplementation {

        private final WxCryptUtil crypt;
        private final String receiveId;

        WxJava(String receiveId) {
            WxCpDefaultConfigImpl account = new WxCpDefaultConfigImpl();
            account.setToken(CryptoFixture.TOKEN);
            account.setAesKey(CryptoFixture.AES_KEY);
            account.setCorpId(receiveId);
            this.crypt = new WxCpCryptUtil(account);
            this.receiveId = receiveId;
        }

        /** WxJava stamps with the machine's clock and a nonce of its own. */
        @Override
        public EncryptedReply encrypt(String plain, String timestamp, String nonce) {
            WxCryptUtil.EncryptContext sealed = crypt.encryptContext(plain);
            return new EncryptedReply(
                    sealed.getEncrypt(), sealed.getSignature(), sealed.getTimeStamp(), sealed.getNonce());
        }

        @Override
        public String decrypt(EncryptedReply encryptedReply) {
            return crypt.decryptContent(
                    encryptedReply.signature(),
                    encryptedReply.timestamp(),
                    encryptedReply.nonce(),
                    encryptedReply.encrypt());
        }

        @Override
        public String toString() {
            return "WxJava for '" + receiveId + "'";
        }
    }
}
