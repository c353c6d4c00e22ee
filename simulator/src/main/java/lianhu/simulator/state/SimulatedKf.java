package lianhu.simulator.state;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Customer service (document 94670). Messages of residents are kept three days and fetched by cursor; a resident may be
 * answered five times within 48 hours of the last message.
 */
public final class SimulatedKf {
    public static final String ACCOUNT = "wkLIANHU00000001";

    private static final int ANSWERS = 5;
    private static final Duration ANSWERABLE = Duration.ofHours(48);
    private static final Duration KEPT = Duration.ofDays(3);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final Duration WELCOME_LIFE = Duration.ofSeconds(20);

    /** Part of every cursor: a gateway whose data outlive the simulator comes back with the cursor of an earlier run. */
    private final String run = id().substring(0, 8);

    private final InstantSource clock;
    private final Journal journal;
    private final List<QueuedMessage> queue = new ArrayList<>();
    private final Map<String, Instant> tokens = new HashMap<>();
    private final Map<String, Welcome> welcomes = new HashMap<>();
    private final Map<String, ReplyWindow> replyWindows = new HashMap<>();
    private final Set<String> sent = new HashSet<>();

    private record QueuedMessage(Instant at, JsonObject message) {}

    private record Welcome(String person, Instant until) {}

    private record ReplyWindow(Instant said, int answers) {}

    /** One page of received messages. */
    public record MessagePage(List<JsonObject> messages, String cursor, boolean hasMore) {}

    public SimulatedKf(InstantSource clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** Receives a resident's text, photo, voice or location, which opens a new reply window. */
    public synchronized String receive(String person, String type, JsonObject content) {
        String msgid = id();
        replyWindows.put(person, new ReplyWindow(clock.instant(), 0));
        enqueue(message(msgid, type)
                .put("external_userid", person)
                .put("origin", 3)
                .put(type, content));
        return msgid;
    }

    /** A resident opens the conversation by a link; the event holds a code while a welcome message is allowed. */
    public synchronized String enter(String person, String sceneParam) {
        String msgid = id();
        JsonObject event = new JsonObject()
                .put("event_type", "enter_session")
                .put("open_kfid", ACCOUNT)
                .put("external_userid", person)
                .put("scene", "lianhu")
                .put("scene_param", sceneParam);
        if (!replyWindows.containsKey(person)) {
            String code = id();
            welcomes.put(code, new Welcome(person, clock.instant().plus(WELCOME_LIFE)));
            event.put("welcome_code", code);
        }
        enqueue(message(msgid, "event").put("origin", 4).put("event", event));
        return msgid;
    }

    /** Reports that an accepted message of the gateway was not shown. */
    public synchronized String reportFailure(String person, String failMsgid, int failType) {
        String msgid = id();
        enqueue(message(msgid, "event")
                .put("origin", 4)
                .put(
                        "event",
                        new JsonObject()
                                .put("event_type", "msg_send_fail")
                                .put("open_kfid", ACCOUNT)
                                .put("external_userid", person)
                                .put("fail_msgid", failMsgid)
                                .put("fail_type", failType)));
        return msgid;
    }

    /** Issues the token of a callback, valid for ten minutes. */
    public synchronized String token() {
        String token = id();
        tokens.put(token, clock.instant().plus(TOKEN_LIFE));
        return token;
    }

    /** @param token of the callback; without a token WeCom allows fewer calls */
    public synchronized MessagePage sync(@Nullable String cursor, @Nullable String token, int limit) {
        Instant now = clock.instant();
        if (token != null && !token.isEmpty() && !now.isBefore(tokens.getOrDefault(token, Instant.MIN))) {
            throw new WecomErrorException(95007, "invalid msg token");
        }
        int next = position(cursor);
        List<JsonObject> page = new ArrayList<>();
        while (next < queue.size() && page.size() < limit) {
            QueuedMessage one = queue.get(next++);
            if (one.at.plus(KEPT).isAfter(now)) {
                page.add(one.message.copy());
            }
        }
        return new MessagePage(page, run + '-' + next, next < queue.size());
    }

    /** Sends a message; a repeated msgid is shown once. */
    public synchronized String send(String person, @Nullable String msgid, MessageContent messageContent) {
        String id = msgid == null || msgid.isEmpty() ? id() : msgid;
        if (sent.contains(id)) {
            return id;
        }
        ReplyWindow replyWindow = replyWindows.get(person);
        if (replyWindow == null || !clock.instant().isBefore(replyWindow.said.plus(ANSWERABLE))) {
            throw new WecomErrorException(95018, "send msg session status invalid");
        }
        if (replyWindow.answers >= ANSWERS) {
            throw new WecomErrorException(95001, "send msg count limit");
        }
        replyWindows.put(person, new ReplyWindow(replyWindow.said, replyWindow.answers + 1));
        return record(person, id, messageContent);
    }

    /** Sends a welcome message: once, and within twenty seconds of the event that carried the code. */
    public synchronized String welcome(String code, @Nullable String msgid, MessageContent messageContent) {
        Welcome welcome = welcomes.remove(code);
        if (welcome == null || !clock.instant().isBefore(welcome.until)) {
            throw new WecomErrorException(95018, "welcome code is used up or too old");
        }
        return record(welcome.person, msgid == null || msgid.isEmpty() ? id() : msgid, messageContent);
    }

    private String record(String person, String msgid, MessageContent messageContent) {
        sent.add(msgid);
        journal.add(new Journal.NewEntry(
                Address.user(person), "customer-service", messageContent, MessageRoute.KF, msgid, "shown"));
        return msgid;
    }

    private JsonObject message(String msgid, String type) {
        return new JsonObject()
                .put("msgid", msgid)
                .put("open_kfid", ACCOUNT)
                .put("send_time", clock.instant().getEpochSecond())
                .put("msgtype", type);
    }

    private void enqueue(JsonObject message) {
        queue.add(new QueuedMessage(clock.instant(), message));
    }

    private int position(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        if (!cursor.matches("(?:[0-9a-f]{8}-)?[0-9]{1,9}")) {
            throw new WecomErrorException(40058, "invalid cursor");
        }
        return cursor.startsWith(run + '-') ? Integer.parseInt(cursor.substring(run.length() + 1)) : 0;
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
