package lianhu.bot.wecom.callback;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.ConversationStore;
import lianhu.bot.conversation.InMemoryConversationStore;
import lianhu.bot.conversation.PrivateMessenger;
import lianhu.bot.conversation.handler.ConversationService;
import lianhu.bot.wecom.callback.DecryptResult.Decrypted;
import lianhu.bot.wecom.callback.RobotMessage.Content;
import org.jspecify.annotations.Nullable;

/** The callback endpoint of the smart robots; the answer is the encrypted response. */
@Path("/wecom/aibot/{bot}")
public final class AibotCallback {
    /** WeCom polls a stream for six minutes. Our streams are complete at once; a poll gets the same text again. */
    private static final Duration STREAM_TTL = Duration.ofMinutes(6);

    private static final int MAX_STREAMS = 1_000;

    private final CallbackAccounts callbackAccounts;
    private final CallbackGuard callbackGuard;
    private final ConversationService conversationService;
    private final TimedPrivateReply timedPrivateReply;
    private final BotMetrics botMetrics;
    private final InstantSource clock;
    private final ConversationStore streams;

    AibotCallback(
            CallbackAccounts callbackAccounts,
            ConversationService conversationService,
            PrivateMessenger privateMessenger,
            BotMetrics botMetrics,
            InstantSource clock) {
        this.callbackAccounts = callbackAccounts;
        this.callbackGuard = new CallbackGuard(CallbackAccounts.ROBOTS, callbackAccounts);
        this.conversationService = conversationService;
        this.timedPrivateReply = new TimedPrivateReply(CallbackAccounts.ROBOTS, privateMessenger, botMetrics);
        this.botMetrics = botMetrics;
        this.clock = clock;
        this.streams = new InMemoryConversationStore(clock, MAX_STREAMS);
    }

    @GET
    public Uni<Response> verify(
            @PathParam("bot") String bot,
            @QueryParam("msg_signature") @Nullable String signature,
            @QueryParam("timestamp") @Nullable String timestamp,
            @QueryParam("nonce") @Nullable String nonce,
            @QueryParam("echostr") @Nullable String echo) {
        return callbackGuard.verify(
                callbackAccounts.robot(bot), new SignatureParams(signature, timestamp, nonce), echo);
    }

    @POST
    public Uni<Response> handle(
            @PathParam("bot") String bot,
            @QueryParam("msg_signature") @Nullable String signature,
            @QueryParam("timestamp") @Nullable String timestamp,
            @QueryParam("nonce") @Nullable String nonce,
            @Context HttpServerRequest request) {
        return BoundedBodyReader.read(request)
                .chain(body -> handle(bot, new SignatureParams(signature, timestamp, nonce), body));
    }

    Uni<Response> handle(String bot, SignatureParams signatureParams, byte[] body) {
        return callbackGuard.handle(
                callbackAccounts.robot(bot),
                signatureParams,
                CallbackEnvelope.ofRobot(body),
                (callbackCrypto, decrypted) -> RobotMessage.parse(decrypted.plaintext())
                        .filter(message -> message.robot().equals(bot))
                        .map(message -> handle(callbackCrypto, decrypted, message))
                        .orElseGet(() -> Uni.createFrom().item(callbackGuard.unreadable(callbackCrypto))));
    }

    private Uni<Response> handle(CallbackCrypto callbackCrypto, Decrypted decrypted, RobotMessage message) {
        return switch (message.content()) {
            case Content.Text text -> handleMessage(callbackCrypto, decrypted, message);
            case Content.Mixed mixed -> handleMessage(callbackCrypto, decrypted, message);
            case Content.Voice voice -> handleMessage(callbackCrypto, decrypted, message);
            case Content.Image image -> handleMessage(callbackCrypto, decrypted, message);
            case Content.StreamPoll asked ->
                streams.find(asked.stream())
                        .map(words -> words.map(found ->
                                        reply(callbackCrypto, decrypted, RobotReply.stream(asked.stream(), found)))
                                .orElseGet(CallbackGuard::acknowledged));
            case Content.EnteredChat entered -> {
                botMetrics.messageReceived(CallbackAccounts.ROBOTS, "entered");
                String greeting = conversationService.greeting(message.from(), clock.instant());
                yield Uni.createFrom().item(reply(callbackCrypto, decrypted, RobotReply.text(greeting)));
            }
            case Content.CardPressed pressed -> handleCardPress(message, pressed);
            case Content.File file -> replyUnreadable(callbackCrypto, decrypted, message);
            case Content.Video video -> replyUnreadable(callbackCrypto, decrypted, message);
            case Content.Other other ->
                other.type().endsWith("event")
                        ? Uni.createFrom().item(CallbackGuard.acknowledged())
                        : replyUnreadable(callbackCrypto, decrypted, message);
        };
    }

    private Uni<Response> handleMessage(CallbackCrypto callbackCrypto, Decrypted decrypted, RobotMessage message) {
        return conversationService
                .handle(RobotMessageMapper.map(message, clock.instant()))
                .call(reply -> timedPrivateReply.send(message.from(), reply.privateText()))
                .chain(reply -> reply.text().isEmpty()
                        ? Uni.createFrom().item(CallbackGuard.acknowledged())
                        : replyStream(callbackCrypto, decrypted, message, reply.text()));
    }

    private Uni<Response> replyStream(
            CallbackCrypto callbackCrypto, Decrypted decrypted, RobotMessage message, String words) {
        return streams.store(message.id(), words, STREAM_TTL)
                .map(kept -> reply(callbackCrypto, decrypted, RobotReply.stream(message.id(), words)));
    }

    private Uni<Response> replyUnreadable(CallbackCrypto callbackCrypto, Decrypted decrypted, RobotMessage message) {
        botMetrics.messageReceived(CallbackAccounts.ROBOTS, "attachment-unreadable");
        return replyStream(callbackCrypto, decrypted, message, conversationService.unreadable());
    }

    private Uni<Response> handleCardPress(RobotMessage message, Content.CardPressed pressed) {
        String task = pressed.taskId();
        Optional<CardPress> cardPress = task == null ? Optional.empty() : CardPress.parse(task, pressed.key(), "");
        return cardPress
                .map(one -> conversationService
                        .handlePress(RobotMessageMapper.map(message, clock.instant()), one)
                        .call(reply -> timedPrivateReply.send(message.from(), reply.completeText()))
                        .map(reply -> CallbackGuard.acknowledged()))
                .orElseGet(() -> Uni.createFrom().item(CallbackGuard.acknowledged()));
    }

    private static Response reply(CallbackCrypto callbackCrypto, Decrypted decrypted, String plain) {
        return Response.ok(callbackCrypto.encryptReply(decrypted, plain).json(), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
