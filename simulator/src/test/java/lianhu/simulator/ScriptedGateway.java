package lianhu.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import lianhu.simulator.state.SimulatorConfig;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;

/** A gateway whose answers a test sets. */
final class ScriptedGateway implements AutoCloseable {

    private static final SimulatorConfig SETUP = SimulatorConfig.demonstration();
    static final WxCryptUtil ROBOT =
            new WxCryptUtil(SETUP.robot().token(), SETUP.robot().aesKey(), "");
    static final WxCryptUtil APP =
            new WxCryptUtil(SETUP.app().token(), SETUP.app().aesKey(), SETUP.corp());

    /** One decrypted request. */
    record ReceivedRequest(String method, String path, Map<String, String> query, String plain) {
        JsonObject json() {
            return new JsonObject(plain);
        }

        String msgid() {
            return json().getString("msgid");
        }
    }

    /** One answer with its delay. */
    record ScriptedReply(int status, String body, long afterMillis) {
        static ScriptedReply empty() {
            return new ScriptedReply(200, "", 0);
        }
    }

    final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Function<ReceivedRequest, ScriptedReply> script = receivedRequest -> ScriptedReply.empty();

    ScriptedGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    ScriptedGateway respondWith(Function<ReceivedRequest, ScriptedReply> how) {
        script = how;
        return this;
    }

    /** The encrypted passive reply of the robot. */
    static ScriptedReply encrypted(JsonObject reply) {
        String encrypt = ROBOT.encrypt("fedcba9876543210", reply.encode());
        String signature = SHA1.gen(SETUP.robot().token(), "1795219201", "n1", encrypt);
        JsonObject body = new JsonObject()
                .put("encrypt", encrypt)
                .put("msgsignature", signature)
                .put("timestamp", 1795219201)
                .put("nonce", "n1");
        return new ScriptedReply(200, body.encode(), 0);
    }

    static ScriptedReply stream(String words) {
        return encrypted(new JsonObject()
                .put("msgtype", "stream")
                .put(
                        "stream",
                        new JsonObject().put("id", "S1").put("finish", true).put("content", words)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        ReceivedRequest one = open(exchange, body);
        received.add(one);
        ScriptedReply scriptedReply = script.apply(one);
        try {
            Thread.sleep(scriptedReply.afterMillis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = scriptedReply.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(scriptedReply.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static ReceivedRequest open(HttpExchange exchange, String body) {
        Map<String, String> query = new HashMap<>();
        for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        String path = exchange.getRequestURI().getPath();
        String encrypt = query.get("echostr");
        if (encrypt == null) {
            encrypt = path.startsWith("/wecom/app")
                    ? body.replaceFirst("(?s).*<Encrypt><!\\[CDATA\\[", "").replaceFirst("(?s)]]>.*", "")
                    : new JsonObject(body).getString("encrypt");
        }
        WxCryptUtil crypt = path.startsWith("/wecom/app") ? APP : ROBOT;
        String plain =
                crypt.decryptContent(query.get("msg_signature"), query.get("timestamp"), query.get("nonce"), encrypt);
        return new ReceivedRequest(exchange.getRequestMethod(), path, query, plain);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
