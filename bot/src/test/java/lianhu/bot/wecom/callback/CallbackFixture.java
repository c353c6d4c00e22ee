package lianhu.bot.wecom.callback;

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
import lianhu.bot.conversation.CardStatus;
import lianhu.bot.conversation.handler.ConversationFixture;
import lianhu.bot.redis.InMemoryReplayGuard;
import lianhu.bot.wecom.client.CallbackCredentials;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.core.intake.ReportChannelContract.ChannelReply;
import lianhu.core.intake.ReportSubmission;

/** The small town with both doors, and WeCom in front of them. */
public final class CallbackFixture {
    static final String ROBOT = "AIBOT0001";
    static final String AGENT = "1000002";

    private static final ObjectMapper JSON = new ObjectMapper();
    public static final CallbackCredentials KEY =
            new CallbackCredentials("lianhuTestToken2026", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
    public static final String CORP = "wwlianhu00000001";

    final ConversationFixture conversationFixture;
    final List<String> asides = new ArrayList<>();
    final List<CardStatus> cardStatuses = new ArrayList<>();
    final List<String> groupEvents = new ArrayList<>();
    final List<String> careEvents = new ArrayList<>();
    final AibotCallback robots;
    final AppCallback applications;
    private final CallbackCrypto robotSeal;
    private final CallbackCrypto corpSeal;
    private int nonces;

    CallbackFixture() {
        this(new ConversationFixture());
    }

    CallbackFixture(ReportSubmission road) {
        this(new ConversationFixture(road));
    }

    private CallbackFixture(ConversationFixture conversationFixture) {
        this.conversationFixture = conversationFixture;
        InMemoryReplayGuard once = new InMemoryReplayGuard(() -> conversationFixture.now, 10_000);
        WecomAccounts accounts = new WecomAccounts(
                CORP,
                URI.create("http://127.0.0.1"),
                List.of(),
                new TreeMap<>(Map.of("lianhu", new WecomAccounts.Agent("lianhu", 1000002, "secret", KEY))),
                Map.of(ROBOT, new WecomAccounts.Aibot(ROBOT, KEY)),
                new TreeMap<>(),
                true);
        CallbackAccounts callbackAccounts =
                new CallbackAccounts(accounts, once, () -> conversationFixture.now, conversationFixture.botMetrics());
        robots = new AibotCallback(
                callbackAccounts,
                conversationFixture.conversationService,
                this::aside,
                conversationFixture.botMetrics(),
                () -> conversationFixture.now);
        applications = new AppCallback(
                callbackAccounts,
                conversationFixture.conversationService,
                this::aside,
                (user, cardStatus) -> Uni.createFrom().item(() -> cardStatuses.add(cardStatus)),
                once,
                conversationFixture.botMetrics(),
                () -> conversationFixture.now,
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

    private CallbackCrypto wecom(String receiver) {
        return new CallbackCrypto(
                List.of(KEY),
                receiver,
                () -> conversationFixture.now,
                new InMemoryReplayGuard(() -> conversationFixture.now, 10),
                new SecureRandom(),
                why -> {});
    }

    private Uni<Void> aside(String user, String words) {
        return Uni.createFrom().voidItem().invoke(() -> asides.add(user + ": " + words));
    }

    /** A callback of the robot as WeCom seals it: a new nonce for every attempt. */
    EncryptedReply fromRobot(String plain) {
        return robotSeal.encrypt(plain, "n" + ++nonces);
    }

    EncryptedReply fromApplication(String plain) {
        return corpSeal.encrypt(plain, "n" + ++nonces);
    }

    Uni<Response> robot(String plain) {
        return robot(ROBOT, fromRobot(plain));
    }

    Uni<Response> robot(String bot, EncryptedReply encryptedReply) {
        return robots.handle(bot, stamp(encryptedReply), bytes(encryptedReply.json()));
    }

    Uni<Response> application(String plain) {
        return application(AGENT, fromApplication(plain));
    }

    Uni<Response> application(String agent, EncryptedReply encryptedReply) {
        return applications.handle(agent, stamp(encryptedReply), bytes(encryptedReply.xml()));
    }

    static SignatureParams stamp(EncryptedReply encryptedReply) {
        return new SignatureParams(encryptedReply.signature(), encryptedReply.timestamp(), encryptedReply.nonce());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As WeCom sees it: status, and the plain text of a sealed reply. */
    ChannelReply heard(Response response) {
        Object entity = response.getEntity();
        return new ChannelReply(response.getStatus(), entity == null ? "" : opened(entity.toString()));
    }

    private String opened(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            SignatureParams signatureParams = new SignatureParams(
                    json.path("msgsignature").asText(),
                    json.path("timestamp").asText(),
                    json.path("nonce").asText());
            DecryptResult decryptResult = robotSeal.verifyAndDecrypt(
                    signatureParams, json.path("encrypt").asText());
            return ((DecryptResult.Decrypted) decryptResult).plaintext();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String said(String id, String from, String words) {
        return JSON.createObjectNode()
                .put("msgid", id)
                .put("aibotid", ROBOT)
                .put("chatid", ConversationFixture.CHAT)
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
