package lianhu.bot.wecom.send;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.bot.wecom.client.WecomSettings;
import lianhu.bot.wecom.client.WxHttpClientPool;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;

/**
 * Sends notices to many groups through the webhooks of their robots. Unlike {@link AppMessageSender}, which waits on threads of its own, it holds
 * hundreds of calls at once on the event loop. A key is part of an address: no address is ever logged or kept in a failure.
 */
@Singleton
public final class WebhookSender implements ChannelSender {
    private static final String PATH = "/cgi-bin/webhook/send?key=";
    private static final int CONNECT_MS = 2_000;
    private static final int IDLE_SECONDS = 20;

    /** Spreads the deliveries that wait for the same moment. */
    private static final int JITTER_MS = 500;

    private final GroupBindings groupBindings;
    private final BroadcastRateLimiter broadcastRateLimiter;
    private final WecomErrorClassifier wecomErrorClassifier;
    private final BlockingCallExecutor threads;
    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions address;
    private final Duration timeout;
    private final RandomGenerator random;

    @Inject
    WebhookSender(
            GroupBindings groupBindings,
            BroadcastRateLimiter broadcastRateLimiter,
            WecomErrorClassifier wecomErrorClassifier,
            BlockingCallExecutor threads,
            Vertx vertx,
            WecomAccounts accounts,
            WecomSettings settings) {
        this(
                groupBindings,
                broadcastRateLimiter,
                wecomErrorClassifier,
                threads,
                vertx,
                accounts.baseUrl(),
                settings.rateLimit().connections(),
                WxHttpClientPool.RESPONSE_TIMEOUT,
                RandomGenerator.getDefault());
    }

    WebhookSender(
            GroupBindings groupBindings,
            BroadcastRateLimiter broadcastRateLimiter,
            WecomErrorClassifier wecomErrorClassifier,
            BlockingCallExecutor threads,
            Vertx vertx,
            URI wecom,
            int connections,
            Duration timeout,
            RandomGenerator random) {
        this.groupBindings = groupBindings;
        this.broadcastRateLimiter = broadcastRateLimiter;
        this.wecomErrorClassifier = wecomErrorClassifier;
        this.threads = threads;
        this.vertx = vertx;
        this.timeout = timeout;
        this.random = random;
        boolean isSafe = wecom.getScheme().equals("https");
        address = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(wecom.getHost())
                .setPort(wecom.getPort() > 0 ? wecom.getPort() : isSafe ? 443 : 80)
                .setSsl(isSafe);
        client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setConnectTimeout(CONNECT_MS)
                // Below what the other side keeps an unused connection open: one closed in the middle leaves us unsure.
                .setKeepAliveTimeout(IDLE_SECONDS / 2)
                .setIdleTimeout(IDLE_SECONDS));
    }

    /** Customer groups are served by {@link CustomerGroupSender}. */
    @Override
    public boolean supports(Delivery delivery) {
        return delivery.type().isBroadcast()
                && delivery.recipient() instanceof Recipient.Group group
                && groupBindings
                        .find(group.chat())
                        .map(groupBinding -> groupBinding.tier() == GroupBinding.Tier.INTERNAL)
                        .orElse(true);
    }

    @Override
    public Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage) {
        if (!(delivery.recipient() instanceof Recipient.Group group)) {
            return rejected("这条只进群");
        }
        Optional<GroupBinding> groupBinding = groupBindings.find(group.chat());
        if (groupBinding.isEmpty()) {
            return rejected("这个群已经解绑，请到“群”里重新绑定");
        }
        String key = groupBinding.get().webhookKey();
        if (key.isBlank()) {
            return rejected("这个群没有推送地址（机器人进群后由管理员添加消息推送），请在群里口头告知");
        }
        String robot = WecomAccounts.fingerprint(key);
        return broadcastRateLimiter
                .acquire(robot, delivery.type() == NoticeType.BROADCAST_EMERGENCY)
                .chain(permit -> permit.isGranted()
                        ? afterDelay(permit.delay(), () -> send(key, "webhook:" + robot, renderedMessage))
                        : Uni.createFrom()
                                .item(new Outcome.Paused(
                                        "排队，轮到再发", permit.delay().plusMillis(random.nextInt(JITTER_MS)))));
    }

    private Uni<Outcome> afterDelay(Duration wait, Supplier<Uni<Outcome>> work) {
        return wait.isZero()
                ? work.get()
                : Uni.createFrom()
                        .<Boolean>emitter(emitter -> vertx.setTimer(wait.toMillis(), done -> emitter.complete(true)))
                        .chain(done -> work.get());
    }

    private Uni<Outcome> send(String key, String way, RenderedMessage renderedMessage) {
        Buffer body = new JsonObject()
                .put("msgtype", "text")
                .put("text", new JsonObject().put("content", AppMessageSender.formatText(renderedMessage)))
                .toBuffer();
        RequestOptions to = new RequestOptions(address).setURI(PATH + key).setTimeout(timeout.toMillis());
        return Uni.createFrom()
                .emitter(emitter -> client.request(to)
                        .onFailure(unreached -> classifyBlocking(() -> wecomErrorClassifier.unreachable(unreached))
                                .subscribe()
                                .with(emitter::complete, emitter::fail))
                        .onSuccess(request -> exchange(request, body)
                                .onSuccess(answer -> classifyResponse(answer, way)
                                        .subscribe()
                                        .with(emitter::complete, emitter::fail))
                                .onFailure(
                                        silence -> classifyBlocking(() -> wecomErrorClassifier.noResponse(silence, way))
                                                .subscribe()
                                                .with(emitter::complete, emitter::fail))));
    }

    private record WebhookResponse(int status, Buffer body) {}

    private static Future<WebhookResponse> exchange(HttpClientRequest request, Buffer body) {
        return request.putHeader("Content-Type", "application/json")
                .send(body)
                .compose((HttpClientResponse response) ->
                        response.body().map(bytes -> new WebhookResponse(response.statusCode(), bytes)));
    }

    private Uni<Outcome> classifyResponse(WebhookResponse answer, String way) {
        if (answer.status() != 200) {
            return classifyBlocking(() -> wecomErrorClassifier.classifyHttpStatus(answer.status(), way));
        }
        try {
            Integer code = answer.body().toJsonObject().getInteger("errcode");
            if (code == null) {
                return classifyBlocking(() -> wecomErrorClassifier.noResponse(new DecodeException(), way));
            }
            return code == 0
                    ? Uni.createFrom().item(new Outcome.Delivered("群里已推送"))
                    : classifyBlocking(() -> wecomErrorClassifier.classifyErrcode(code, way));
        } catch (DecodeException | ClassCastException unreadable) {
            return classifyBlocking(() -> wecomErrorClassifier.noResponse(unreadable, way));
        }
    }

    /** A classification may trip the circuit breaker in Redis, which blocks. The call was made, so this must not wait for another. */
    private Uni<Outcome> classifyBlocking(Supplier<Outcome> reasons) {
        return threads.onThread(reasons);
    }

    private static Uni<Outcome> rejected(String why) {
        return Uni.createFrom().item(new Outcome.Rejected(why));
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
