package lianhu.app;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;

/** The local WeCom as people use it: they speak, read and press. */
@NullUnmarked
final class Wecom {
    static final String SHANGHE = "wrSHANGHE0001";
    static final String ROBOT = "AIBOT0001";

    /** WeCom lets a person have one message each 4.5 seconds for long; those of a keeper in all stories stand in line. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    /** As long as an unwanted second telling would need to come, and more: the outbox looks about every half second. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private static final Pattern NUMBER = Pattern.compile("(?:受理号|查询码) ?([0-9]{4}(?: ?[0-9]+)+)");

    private final Visitor visitor;

    Wecom(URI gateway) {
        visitor = new Visitor(URI.create(ConfigProvider.getConfig().getValue("lianhu.wecom.base-url", String.class)));
        post("gateway", new JsonObject().put("urls", new JsonArray().add("http://127.0.0.1:" + gateway.getPort())));
    }

    /** Addresses the robot in a group and waits for its answer. */
    Said say(String chat, String from, String text) {
        return said(post(
                "say",
                new JsonObject()
                        .put("chat", chat)
                        .put("from", from)
                        .put("text", text)
                        .put("wait", true)));
    }

    /** Alone with the application; what comes back comes by message. */
    String whisper(String from, String text) {
        return post(
                        "private",
                        new JsonObject().put("from", from).put("text", text).put("wait", true))
                .getString("msgid");
    }

    /** A resident writes to customer service; what comes back comes by message. */
    void write(String resident, String words) {
        post("private", new JsonObject().put("to", "kf").put("from", resident).put("text", words));
    }

    /** The platform sends the same message again; the whole of the gateway's answer. */
    String repeat(String msgid) {
        return post("repeat", new JsonObject().put("msgid", msgid))
                .getJsonObject("reply", new JsonObject())
                .encode();
    }

    void press(String user, JsonObject card, String key) {
        post(
                "press",
                new JsonObject()
                        .put("user", user)
                        .put("task", card.getString("task_id"))
                        .put("key", key)
                        .put("wait", true));
    }

    long now() {
        return new JsonObject(visitor.get("/_sim/counts").body()).getLong("journal");
    }

    List<JsonObject> seenIn(String chat, long since) {
        return journal("chat=" + chat, since);
    }

    List<JsonObject> seenBy(String user, long since) {
        return journal("user=" + user, since);
    }

    List<JsonObject> all() {
        return journal("", 0);
    }

    /** What the user sees, old or still to come, that holds these words. */
    JsonObject await(String user, long since, String words) {
        return await(
                () -> seenBy(user, since),
                entry -> !isSaid(entry) && text(entry).contains(words),
                user,
                words);
    }

    /** Asks, and is answered; where a person was told much a moment ago, the answer stands in line. */
    void ask(String user, String question, String words) {
        long before = now();
        whisper(user, question);
        await(user, before, words);
    }

    JsonObject awaitCard(String user, long since, String words) {
        return await(
                        () -> seenBy(user, since),
                        entry -> entry.getJsonObject("card") != null
                                && text(entry).contains(words),
                        user,
                        "a card with " + words)
                .getJsonObject("card");
    }

    JsonObject awaitIn(String chat, long since, String words) {
        return await(
                () -> seenIn(chat, since),
                entry -> !isSaid(entry) && text(entry).contains(words),
                chat,
                words);
    }

    /** A person pastes something into a plain group. */
    void paste(String chat, String from, String text) {
        post("paste", new JsonObject().put("chat", chat).put("from", from).put("text", text));
    }

    /** Every telling that wants to come has had time to. */
    void letThingsSettle() {
        pause(QUIET);
    }

    static boolean isSaid(JsonObject entry) {
        return entry.getString("via").equals("say") || entry.getString("via").equals("paste");
    }

    static String text(JsonObject entry) {
        return entry.getString("text", "");
    }

    /** The digits of the number in a receipt. */
    static String receiptIn(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.find()) {
            throw new AssertionError("no receipt number in: " + text);
        }
        return number.group(1).replace(" ", "");
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param answer of the robot at once; empty without one */
    record Said(String msgid, String answer, int answers) {
        String receipt() {
            return receiptIn(answer);
        }
    }

    private interface Look {
        List<JsonObject> again();
    }

    private static JsonObject await(Look look, Predicate<JsonObject> wanted, String where, String what) {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<JsonObject> seen = List.of();
        while (System.nanoTime() < end) {
            seen = look.again();
            for (JsonObject entry : seen) {
                if (wanted.test(entry)) {
                    return entry;
                }
            }
            pause(Duration.ofMillis(50));
        }
        throw new AssertionError(where + " never saw " + what + ", but "
                + seen.stream().map(Wecom::text).toList());
    }

    private static Said said(JsonObject told) {
        JsonArray replies = told.getJsonArray("replies", new JsonArray());
        return new Said(
                told.getString("msgid"),
                replies.isEmpty() ? "" : replies.getJsonObject(0).getString("text"),
                replies.size());
    }

    private List<JsonObject> journal(String whose, long since) {
        JsonObject page = new JsonObject(visitor.get("/_sim/journal?limit=100000&since=" + since + "&" + whose)
                .body());
        return page.getJsonArray("entries").stream().map(JsonObject.class::cast).toList();
    }

    /** Mass messages that wait for a tap. */
    List<JsonObject> tasks() {
        return new JsonArray(visitor.get("/_sim/tasks").body())
                .stream().map(JsonObject.class::cast).toList();
    }

    JsonObject post(String path, JsonObject body) {
        Visitor.Page answer = visitor.json("POST", "/_sim/" + path, body, Map.of());
        if (answer.status() != 200) {
            throw new AssertionError(path + ": " + answer.body());
        }
        return new JsonObject(answer.body());
    }
}
