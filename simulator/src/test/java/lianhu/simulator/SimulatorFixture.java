package lianhu.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lianhu.simulator.state.JournalEntry;
import lianhu.simulator.state.SimulatorConfig;
import org.jspecify.annotations.Nullable;

/** A simulator with one group of each kind and a scripted gateway. */
final class SimulatorFixture implements AutoCloseable {

    static final String HEADS = "wrHEADS0001";
    static final String CUSTOMERS = "wrCUST0001";
    static final String PLAIN = "plain0001";

    private final HttpClient client = HttpClient.newHttpClient();
    final Simulator simulator;
    final ScriptedGateway gateway;

    SimulatorFixture() {
        this(quick());
    }

    SimulatorFixture(SimulatorConfig simulatorConfig) {
        try {
            gateway = new ScriptedGateway();
            simulator = Simulator.start(simulatorConfig, 0);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
        simulator.gateways(gateway.url());
        group(HEADS, "internal", "key-heads", "zhangsan:张三", "lisi:李四");
        group(CUSTOMERS, "customer", null, "zhangsan:张三", "王婶");
        group(PLAIN, "plain", null, "王婶", "赵叔");
    }

    /** Short timeouts: WeCom's five seconds and pauses would make the tests slow. */
    static SimulatorConfig quick() {
        Duration pause = Duration.ofMillis(40);
        return SimulatorConfig.demonstration()
                .withAnswerWithin(Duration.ofMillis(400))
                .withRetryPauses(pause, pause, pause)
                .withStreamEvery(Duration.ofMillis(30));
    }

    private void group(String chat, String kind, @Nullable String webhook, String... members) {
        post(
                "/_sim/groups",
                new JsonObject()
                        .put("chat", chat)
                        .put("name", chat)
                        .put("kind", kind)
                        .put("webhook", webhook)
                        .put("members", new JsonArray(List.of(members))));
    }

    JsonObject send(String chat, String from, String text) {
        return post("/_sim/say", message(chat, from, text));
    }

    JsonObject sendAndWait(String chat, String from, String text) {
        return post("/_sim/say", message(chat, from, text).put("wait", true));
    }

    static JsonObject message(String chat, String from, String text) {
        return new JsonObject().put("chat", chat).put("from", from).put("text", text);
    }

    JsonObject fault(String on, Object fault) {
        return post("/_sim/faults", new JsonObject().put("on", on).put("fault", fault));
    }

    JsonObject post(String path, JsonObject body) {
        return new JsonObject(send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body.encode()))));
    }

    String get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private String send(HttpRequest.Builder request) {
        try {
            return exchange(request).body();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    URI uri(String path) {
        return simulator.url().resolve(path);
    }

    /** The messages that the chat shows. */
    List<String> entriesOf(String chat) {
        List<String> lines = new ArrayList<>();
        for (JournalEntry journalEntry : simulator.journal().since(0, chat, null, false, 1000)) {
            lines.add(journalEntry.via().wire() + " " + journalEntry.text());
        }
        return lines;
    }

    List<String> attempts(String msgid) {
        return simulator.journal().of(msgid).stream()
                .filter(journalEntry -> journalEntry.kind().equals("attempt"))
                .map(JournalEntry::status)
                .toList();
    }

    @Override
    public void close() {
        simulator.close();
        gateway.close();
    }
}
