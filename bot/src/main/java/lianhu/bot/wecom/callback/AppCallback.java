package lianhu.bot.wecom.callback;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.PrivateMessenger;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.handler.ConversationService;
import lianhu.bot.redis.ReplayGuard;
import lianhu.bot.wecom.callback.AppMessage.Content;
import lianhu.bot.wecom.send.CardStatusUpdater;
import org.jspecify.annotations.Nullable;

/** The callback endpoint of the applications: private messages and card presses. The response is empty; replies go as messages. */
@Path("/wecom/app/{agent}")
public final class AppCallback {
    /** WeCom sends an event each time the application is opened. */
    private static final Duration GREETING_INTERVAL = Duration.ofHours(12);

    private final CallbackAccounts callbackAccounts;
    private final CallbackGuard callbackGuard;
    private final ConversationService conversationService;
    private final TimedPrivateReply timedPrivateReply;
    private final CardStatusUpdater cardStatusUpdater;
    private final ReplayGuard replayGuard;
    private final BotMetrics botMetrics;
    private final InstantSource clock;
    private final GroupChangeListener groupChangeListener;
    private final KfEventListener kfEventListener;

    AppCallback(
            CallbackAccounts callbackAccounts,
            ConversationService conversationService,
            PrivateMessenger privateMessenger,
            CardStatusUpdater cardStatusUpdater,
            ReplayGuard replayGuard,
            BotMetrics botMetrics,
            InstantSource clock,
            GroupChangeListener groupChangeListener,
            KfEventListener kfEventListener) {
        this.callbackAccounts = callbackAccounts;
        this.callbackGuard = new CallbackGuard(CallbackAccounts.APPLICATIONS, callbackAccounts);
        this.conversationService = conversationService;
        this.timedPrivateReply = new TimedPrivateReply(CallbackAccounts.APPLICATIONS, privateMessenger, botMetrics);
        this.cardStatusUpdater = cardStatusUpdater;
        this.replayGuard = replayGuard;
        this.botMetrics = botMetrics;
        this.clock = clock;
        this.groupChangeListener = groupChangeListener;
        this.kfEventListener = kfEventListener;
    }

    @GET
    public Uni<Response> verify(
            @PathParam("agent") String agent,
            @QueryParam("msg_signature") @Nullable String signature,
            @QueryParam("timestamp") @Nullable String timestamp,
            @QueryParam("nonce") @Nullable String nonce,
            @QueryParam("echostr") @Nullable String echo) {
        return callbackGuard.verify(
                callbackAccounts.application(agent), new SignatureParams(signature, timestamp, nonce), echo);
    }

    @POST
    public Uni<Response> handle(
            @PathParam("agent") String agent,
            @QueryParam("msg_signature") @Nullable String signature,
            @QueryParam("timestamp") @Nullable String timestamp,
            @QueryParam("nonce") @Nullable String nonce,
            @Context HttpServerRequest request) {
        return BoundedBodyReader.read(request)
                .chain(body -> handle(agent, new SignatureParams(signature, timestamp, nonce), body));
    }

    Uni<Response> handle(String agent, SignatureParams signatureParams, byte[] body) {
        return callbackGuard.handle(
                callbackAccounts.application(agent),
                signatureParams,
                CallbackEnvelope.ofApplication(body),
                (callbackCrypto, decrypted) -> AppMessage.parse(decrypted.plaintext())
                        .filter(message -> message.agentId() == null || agent.equals(message.agentId()))
                        .map(message -> handle(agent, message).map(done -> CallbackGuard.acknowledged()))
                        .orElseGet(() -> Uni.createFrom().item(callbackGuard.unreadable(callbackCrypto))));
    }

    private Uni<Void> handle(String agent, AppMessage message) {
        return switch (message.content()) {
            case Content.Text text -> handleMessage(agent, message);
            case Content.Image image -> handleMessage(agent, message);
            case Content.Location location -> handleMessage(agent, message);
            case Content.Link link -> handleMessage(agent, message);
            case Content.CardPressed pressed -> handleCardPress(agent, message, pressed);
            case Content.Event event -> handleEvent(message, event.name());
            case Content.Voice voice ->
                voice.mediaId() == null ? replyUnreadable(message) : handleMessage(agent, message);
            case Content.Video video -> replyUnreadable(message);
            case Content.Other other -> replyUnreadable(message);
        };
    }

    private Uni<Void> handleMessage(String agent, AppMessage message) {
        return conversationService
                .handle(AppMessageMapper.map(agent, callbackAccounts.name(agent), message, clock.instant()))
                .chain(reply -> sendReply(message, reply));
    }

    private Uni<Void> handleCardPress(String agent, AppMessage message, Content.CardPressed pressed) {
        String task = pressed.taskId();
        String code = pressed.responseCode();
        Optional<CardPress> cardPress =
                task == null ? Optional.empty() : CardPress.parse(task, pressed.key(), code == null ? "" : code);
        return cardPress
                .map(one -> conversationService
                        .handlePress(
                                AppMessageMapper.map(agent, callbackAccounts.name(agent), message, clock.instant()),
                                one)
                        .chain(reply -> sendReply(message, reply)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> handleEvent(AppMessage message, String name) {
        if (name.equals(GroupChangeListener.EVENT)) {
            return groupChangeListener.onGroupChange(message.xml());
        }
        if (name.equals(KfEventListener.EVENT)) {
            return kfEventListener.onMessagesAvailable(message.xml());
        }
        if (name.equals("click")) {
            botMetrics.messageReceived(CallbackAccounts.APPLICATIONS, "clicked");
            return timedPrivateReply.send(
                    message.from(), conversationService.greeting(message.from(), clock.instant()));
        }
        // Departures, positions of telephones and opened menu pages are ignored.
        if (!name.equals("enter_agent") && !name.equals("subscribe")) {
            return Uni.createFrom().voidItem();
        }
        botMetrics.messageReceived(CallbackAccounts.APPLICATIONS, "entered");
        return replayGuard
                .claim("greeted:" + message.from(), GREETING_INTERVAL)
                .chain(first -> first
                        ? timedPrivateReply.send(
                                message.from(), conversationService.greeting(message.from(), clock.instant()))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> replyUnreadable(AppMessage message) {
        botMetrics.messageReceived(CallbackAccounts.APPLICATIONS, "attachment-unreadable");
        return timedPrivateReply.send(message.from(), conversationService.unreadable());
    }

    private Uni<Void> sendReply(AppMessage message, Reply reply) {
        Uni<Void> said = timedPrivateReply.send(message.from(), reply.completeText());
        return reply.cardStatus()
                .map(cardStatus -> Uni.combine()
                        .all()
                        .unis(
                                said,
                                cardStatusUpdater
                                        .update(message.from(), cardStatus)
                                        .onFailure()
                                        .recoverWithItem(false))
                        .discardItems())
                .orElse(said);
    }
}
