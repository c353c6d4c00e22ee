package lianhu.bot.wecom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lianhu.bot.talk.Mark;
import lianhu.bot.talk.Town;
import lianhu.core.DoorContract.Heard;
import lianhu.core.Reports;

/** The small town with both doors, and WeCom in front of them. */
final class DoorTown {
    static final String ROBOT = "AIBOT0001";
    static final String AGENT = "1000002";

    private static final ObjectMapper JSON = new ObjectMapper();
    static final Credential KEY = new Credential("lianhuTestToken2026", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
    static final String CORP = "wwlianhu00000001";

    final Town town;
    final List<String> asides = new ArrayList<>();
    final List<Mark> marks = new ArrayList<>();
    final List<String> groupEvents = new ArrayList<>();
    final List<String> careEvents = new ArrayList<>();
    final AibotCallback robots;
    final AppCallback applications;
    private final Seal robotSeal;
    private final Seal corpSeal;
    private int nonces;

    DoorTown() {
        this(new Town());
    }

    DoorTown(Reports road) {
        this(new Town(road));
    }

    private DoorTown(Town town) {
        this.town = town;
        MemoryOnce once = new MemoryOnce(() -> town.now, 10_000);
        WecomAccounts accounts = new WecomAccounts(
                CORP,
                URI.create("http://127.0.0.1"),
                List.of(),
                new TreeMap<>(Map.of("lianhu", new WecomAccounts.Agent("lianhu", 1000002, "secret", KEY))),
                Map.of(ROBOT, new WecomAccounts.Aibot(ROBOT, KEY)),
                new TreeMap<>(),
                true);
        Seals seals = new Seals(accounts, once, () -> town.now, new SecureRandom(), town.tally());
        robots = new AibotCallback(seals, town.dialogue, this::aside, town.tally(), () -> town.now);
        applications = new AppCallback(
                seals,
                town.dialogue,
                this::aside,
                (user, mark) -> Uni.createFrom().item(() -> marks.add(mark)),
                once,
                town.tally(),
                () -> town.now,
                event -> Uni.createFrom().item(() -> {
                    groupEvents.add(String.valueOf(event.textOf("ChatId")));
                    return null;
                }),
                event -> Uni.createFrom().item(() -> {
                    careEvents.add(String.valueOf(event.textOf("OpenKfId")));
                    return null;
                }));
        robotSeal = wecom("");
        corpSeal = wecom(CORP);
    }

    private Seal wecom(String receiver) {
        return new Seal(
                List.of(KEY),
                receiver,
                () -> town.now,
                new MemoryOnce(() -> town.now, 10),
                new SecureRandom(),
                why -> {});
    }

    private Uni<Void> aside(String user, String words) {
        return Uni.createFrom().voidItem().invoke(() -> asides.add(user + ": " + words));
    }

    /** A callback of the robot as WeCom seals it: a new nonce for every attempt. */
    Sealed fromRobot(String plain) {
        return robotSeal.seal(plain, "n" + ++nonces);
    }

    Sealed fromApplication(String plain) {
        return corpSeal.seal(plain, "n" + ++nonces);
    }

    Uni<Response> robot(String plain) {
        return robot(ROBOT, fromRobot(plain));
    }

    Uni<Response> robot(String bot, Sealed sealed) {
        return robots.hear(bot, stamp(sealed), bytes(sealed.json()));
    }

    Uni<Response> application(String plain) {
        return application(AGENT, fromApplication(plain));
    }

    Uni<Response> application(String agent, Sealed sealed) {
        return applications.hear(agent, stamp(sealed), bytes(sealed.xml()));
    }

    static Stamp stamp(Sealed sealed) {
        return new Stamp(sealed.signature(), sealed.timestamp(), sealed.nonce());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As WeCom sees it: status, and the plain text of a sealed reply. */
    Heard heard(Response response) {
        Object entity = response.getEntity();
        return new Heard(response.getStatus(), entity == null ? "" : opened(entity.toString()));
    }

    private String opened(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            Stamp stamp = new Stamp(
                    json.path("msgsignature").asText(),
                    json.path("timestamp").asText(),
                    json.path("nonce").asText());
            Opening opening = robotSeal.verified(stamp, json.path("encrypt").asText());
            return ((Opening.Opened) opening).plain();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String said(String id, String from, String words) {
        return JSON.createObjectNode()
                .put("msgid", id)
                .put("aibotid", ROBOT)
                .put("chatid", Town.CHAT)
                .put("chattype", "group")
                .put("msgtype", "text")
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "from", JSON.createObjectNode().put("userid", from))
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "text", JSON.createObjectNode().put("content", "@联户小助手 " + words))
                .toString();
    }

    static String told(String id, String from, String words) {
        return "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><FromUserName><![CDATA[" + from
                + "]]></FromUserName><CreateTime>1795140000</CreateTime><MsgType><![CDATA[text]]></MsgType>"
                + "<Content><![CDATA[" + words + "]]></Content><MsgId>" + id + "</MsgId><AgentID>" + AGENT
                + "</AgentID></xml>";
    }

    static String event(String from, String fields) {
        return "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><FromUserName><![CDATA[" + from
                + "]]></FromUserName><CreateTime>1795140000</CreateTime><MsgType><![CDATA[event]]></MsgType>" + fields
                + "<AgentID>" + AGENT + "</AgentID></xml>";
    }
}
