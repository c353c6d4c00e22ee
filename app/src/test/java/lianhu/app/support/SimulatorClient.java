package lianhu.app.support;

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

/** The local WeCom as people use it: they write, read and press buttons. */
@NullUnmarked
public final class SimulatorClient {
    public static final String SHANGHE = "wrSHANGHE0001";
    public static final String ROBOT = "AIBOT0001";

    /** WeCom delivers one message each 4.5 seconds to a person; the messages of a keeper in all stories wait in a queue. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    /** Longer than an unwanted second notice would need: the outbox polls about every half second. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private static final Pattern NUMBER = Pattern.compile("(?:受理号|查询码) ?([0-9]{4}(?: ?[0-9]+)+)");

    private final Browser browser;

    public SimulatorClient(URI gateway) {
        browser = new Browser(URI.create(ConfigProvider.getConfig().getValue("lianhu.wecom.base-url", String.class)));
        post("gateway", new JsonObject().put("urls", new JsonArray().add("http://127.0.0.1:" + gateway.getPort())));
    }

    /** Mentions the robot in a group and waits for its answer. */
    public SentMessage sendToGroup(String chat, String from, String text) {
        return sentMessage(post(
                "say",
                new JsonObject()
                        .put("chat", chat)
                        .put("from", from)
                        .put("text", text)
                        .put("wait", true)));
    }

    /** A private message to the application; the answer comes as a message. */
    public String sendPrivate(String from, String text) {
        return post(
                        "private",
                        new JsonObject().put("from", from).put("text", text).put("wait", true))
                .getString("msgid");
    }

    /** A resident writes to customer service; the answer comes as a message. */
    public void sendGroupText(String resident, String words) {
        post("private", new JsonObject().put("to", "kf").put("from", resident).put("text", words));
    }

    /** The platform delivers the same message again; the whole response of the gateway. */
    public String redeliver(String msgid) {
        return post("repeat", new JsonObject().put("msgid", msgid))
                .getJsonObject("reply", new JsonObject())
                .encode();
    }

    public void pressButton(String user, JsonObject card, String key) {
        post(
                "press",
                new JsonObject()
                        .put("user", user)
                        .put("task", card.getString("task_id"))
                        .put("key", key)
                        .put("wait", true));
    }

    public long now() {
        return new JsonObject(browser.get("/_sim/counts").body()).getLong("journal");
    }

    public List<JsonObject> seenIn(String chat, long since) {
        return journal("chat=" + chat, since);
    }

    public List<JsonObject> seenBy(String user, long since) {
        return journal("user=" + user, since);
    }

    public List<JsonObject> all() {
        return journal("", 0);
    }

    /** A message to the user, old or new, that contains these words. */
    public JsonObject await(String user, long since, String words) {
        return await(
                () -> seenBy(user, since),
                entry -> !isMessage(entry) && text(entry).contains(words),
                user,
                words);
    }

    /** Asks and gets an answer; where a person was sent much a moment ago, the answer waits in the queue. */
    public void sendAndAwait(String user, String question, String words) {
        long before = now();
        sendPrivate(user, question);
        await(user, before, words);
    }

    public JsonObject awaitCard(String user, long since, String words) {
        return await(
                        () -> seenBy(user, since),
                        entry -> entry.getJsonObject("card") != null
                                && text(entry).contains(words),
                        user,
                        "a card with " + words)
                .getJsonObject("card");
    }

    public JsonObject awaitIn(String chat, long since, String words) {
        return await(
                () -> seenIn(chat, since),
                entry -> !isMessage(entry) && text(entry).contains(words),
                chat,
                words);
    }

    /** The first SMS that this phone gets. */
    public String awaitSms(String phone) {
        return text(await(
                () -> new JsonObject(browser.get("/_sim/sms").body())
                        .getJsonArray("messages").stream()
                                .map(JsonObject.class::cast)
                                .toList(),
                sms -> sms.getString("phone").equals(phone),
                phone,
                "an SMS"));
    }

    /** A person pastes a text into a plain group. */
    public void pasteReply(String chat, String from, String text) {
        post("paste", new JsonObject().put("chat", chat).put("from", from).put("text", text));
    }

    /** Every delivery that is due has had time to be sent. */
    public void awaitQuiet() {
        pause(QUIET);
    }

    public static boolean isMessage(JsonObject entry) {
        return entry.getString("via").equals("say") || entry.getString("via").equals("paste");
    }

    public static String text(JsonObject entry) {
        return entry.getString("text", "");
    }

    /** The digits of the receipt number in a receipt. */
    public static String receiptIn(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.find()) {
            throw new AssertionError("no receipt number in: " + text);
        }
        return number.group(1).replace(" ", "");
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param answer the immediate answer of the robot; empty for none */
    public record SentMessage(String msgid, String answer, int answers) {
        public String receipt() {
            return receiptIn(answer);
        }
    }

    private interface JournalQuery {
        List<JsonObject> again();
    }

    private static JsonObject await(
            JournalQuery journalQuery, Predicate<JsonObject> wanted, String where, String what) {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<JsonObject> seen = List.of();
        while (System.nanoTime() < end) {
            seen = journalQuery.again();
            for (JsonObject entry : seen) {
                if (wanted.test(entry)) {
                    return entry;
                }
            }
            pause(Duration.ofMillis(50));
        }
        throw new AssertionError(where + " never saw " + what + ", but "
                + seen.stream().map(SimulatorClient::text).toList());
    }

    private static SentMessage sentMessage(JsonObject told) {
        JsonArray replies = told.getJsonArray("replies", new JsonArray());
        return new SentMessage(
                told.getString("msgid"),
                replies.isEmpty() ? "" : replies.getJsonObject(0).getString("text"),
                replies.size());
    }

    private List<JsonObject> journal(String whose, long since) {
        JsonObject page = new JsonObject(browser.get("/_sim/journal?limit=100000&since=" + since + "&" + whose)
                .body());
        return page.getJsonArray("entries").stream().map(JsonObject.class::cast).toList();
    }

    /** Mass messages that wait for a confirmation. */
    public List<JsonObject> ownerTasks() {
        return new JsonArray(browser.get("/_sim/tasks").body())
                .stream().map(JsonObject.class::cast).toList();
    }

    public JsonObject post(String path, JsonObject body) {
        Browser.Page answer = browser.json("POST", "/_sim/" + path, body, Map.of());
        if (answer.status() != 200) {
            throw new AssertionError(path + ": " + answer.body());
        }
        return new JsonObject(answer.body());
    }
}
