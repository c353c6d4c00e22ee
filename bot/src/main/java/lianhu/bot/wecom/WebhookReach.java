package lianhu.bot.wecom;

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
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Reach;
import lianhu.core.notice.Spoken;

/**
 * Notices to many, through the groups' robots. Unlike {@link WecomReach}, which waits on threads of its own, it holds
 * hundreds of calls at once on the event loop. A key is part of an address: no address is ever logged or kept in a failure.
 */
public final class WebhookReach implements Reach {
    private static final String PATH = "/cgi-bin/webhook/send?key=";
    private static final int CONNECT_MS = 2_000;
    private static final int IDLE_SECONDS = 20;

    /** So that those who wait for the same moment do not all come in it. */
    private static final int JITTER_MS = 500;

    private final Bindings bindings;
    private final Turns turns;
    private final Verdict verdict;
    private final VirtualThreads threads;
    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions address;
    private final Duration patience;
    private final RandomGenerator random;

    WebhookReach(
            Bindings bindings,
            Turns turns,
            Verdict verdict,
            VirtualThreads threads,
            Vertx vertx,
            URI wecom,
            int connections,
            Duration patience,
            RandomGenerator random) {
        this.bindings = bindings;
        this.turns = turns;
        this.verdict = verdict;
        this.threads = threads;
        this.vertx = vertx;
        this.patience = patience;
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

    /** Customer groups are their owners' affair. */
    @Override
    public boolean serves(Delivery delivery) {
        return delivery.type().isToMany()
                && delivery.audience() instanceof Audience.Group group
                && bindings.find(group.chat())
                        .map(binding -> binding.tier() == Binding.Tier.INTERNAL)
                        .orElse(true);
    }

    @Override
    public Uni<Outcome> deliver(Delivery delivery, Spoken spoken) {
        if (!(delivery.audience() instanceof Audience.Group group)) {
            return refused("这条只进群");
        }
        Optional<Binding> binding = bindings.find(group.chat());
        if (binding.isEmpty()) {
            return refused("这个群已经解绑，请到“群”里重新绑定");
        }
        String key = binding.get().webhookKey();
        if (key.isBlank()) {
            return refused("这个群没有推送地址（机器人进群后由管理员添加消息推送），请在群里口头告知");
        }
        String robot = WecomReach.hash(key);
        return turns.take(robot, delivery.type() == NoticeType.BROADCAST_EMERGENCY)
                .chain(turn -> turn.isOurs()
                        ? after(turn.pause(), () -> send(key, "webhook:" + robot, spoken))
                        : Uni.createFrom()
                                .item(new Outcome.Held("排队，轮到再发", turn.pause().plusMillis(random.nextInt(JITTER_MS)))));
    }

    private Uni<Outcome> after(Duration wait, Supplier<Uni<Outcome>> work) {
        return wait.isZero()
                ? work.get()
                : Uni.createFrom()
                        .<Boolean>emitter(emitter -> vertx.setTimer(wait.toMillis(), done -> emitter.complete(true)))
                        .chain(done -> work.get());
    }

    private Uni<Outcome> send(String key, String way, Spoken spoken) {
        Buffer body = new JsonObject()
                .put("msgtype", "text")
                .put("text", new JsonObject().put("content", WecomReach.text(spoken)))
                .toBuffer();
        RequestOptions to = new RequestOptions(address).setURI(PATH + key).setTimeout(patience.toMillis());
        return Uni.createFrom()
                .emitter(emitter -> client.request(to)
                        .onFailure(unreached -> judge(() -> verdict.notReached(unreached))
                                .subscribe()
                                .with(emitter::complete))
                        .onSuccess(request -> exchange(request, body)
                                .onSuccess(answer ->
                                        judged(answer, way).subscribe().with(emitter::complete))
                                .onFailure(silence -> judge(() -> verdict.unanswered(silence, way))
                                        .subscribe()
                                        .with(emitter::complete))));
    }

    private record Answered(int status, Buffer body) {}

    private static Future<Answered> exchange(HttpClientRequest request, Buffer body) {
        return request.putHeader("Content-Type", "application/json")
                .send(body)
                .compose((HttpClientResponse response) ->
                        response.body().map(bytes -> new Answered(response.statusCode(), bytes)));
    }

    private Uni<Outcome> judged(Answered answer, String way) {
        if (answer.status() != 200) {
            return judge(() -> verdict.ofStatus(answer.status(), way));
        }
        try {
            Integer code = answer.body().toJsonObject().getInteger("errcode");
            if (code == null) {
                return judge(() -> verdict.unanswered(new DecodeException(), way));
            }
            return code == 0
                    ? Uni.createFrom().item(new Outcome.Shown("群里已推送"))
                    : judge(() -> verdict.answered(code, way));
        } catch (DecodeException | ClassCastException unreadable) {
            return judge(() -> verdict.unanswered(unreadable, way));
        }
    }

    /** A verdict may close a gate for all copies, and waits for that. */
    private Uni<Outcome> judge(Supplier<Outcome> reasons) {
        return threads.call(reasons);
    }

    private static Uni<Outcome> refused(String why) {
        return Uni.createFrom().item(new Outcome.Refused(why));
    }

    void close() {
        client.close();
    }
}
