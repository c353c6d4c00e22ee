package lianhu.telephony.gateway.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallListenings;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.InMemoryOutboundCalls;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore.Claim;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.outbound.PlannedCall;
import lianhu.telephony.ari.AriChannel;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.gateway.AsteriskTestBase;
import lianhu.telephony.gateway.OutboundCallingFixture;
import lianhu.telephony.outbound.OutboundLeg;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import lianhu.telephony.prompt.PromptFiles;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Outbound calls of a gateway that sees no event of a real Asterisk, as in a gap. */
@NullUnmarked
class OutboundReconciliationTest extends AsteriskTestBase {
    private static final CallMatter FIRE = new CallMatter.OfBroadcast(1);
    private static final String REPORTER = new OutboundLeg(1, 1).reporterChannelId();
    private static final String TRUNK = "PJSIP/trunk/sip:called@127.0.0.1:" + OutboundCalling.NUMBER;

    /** Of the moment before the call was placed. */
    private static final AriSnapshot OLDER =
            new AriSnapshot("asterisk", List.of(), List.of(), Map.of(), Set.of(), Map.of(), Set.of());

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final InMemoryOutboundCalls store = new InMemoryOutboundCalls();
    private final SipPhone phone = new SipPhone(asterisk.sipPort(), "called", new Tone(440));
    private final AriClient ari = new AriClient(
            context,
            new AriOptions(
                    "127.0.0.1",
                    asterisk.httpPort(),
                    asterisk.user(),
                    asterisk.password(),
                    "hotline-gap",
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    4),
            Clock.systemUTC(),
            unseen -> {});
    private final InMemoryCallStore calls = new InMemoryCallStore();
    private final OutboundCalls outbound = new OutboundCalls(
            ari,
            OutboundCallingFixture.of(
                    TRUNK,
                    2,
                    store,
                    new InMemoryAgents(calls),
                    new InMemoryCallListenings(calls, new InMemoryAgents(calls)),
                    (call, keys) -> Uni.createFrom().voidItem()),
            "hotline-gap",
            PromptFiles.of(prompts),
            extension -> "",
            EventLoop.of(context),
            Clock.systemUTC(),
            ari::isReady);

    @AfterEach
    void stop() {
        ari.close().await().atMost(LIMIT);
        phone.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aCallThatWasPlacedJustNowIsNotEndedByAnOlderSnapshotAndOneThatEndedUnseenIs() throws Exception {
        // Given
        phone.ring();
        startCalling();
        plan();
        OutboundCall call = outbound.claim().await().atMost(LIMIT).getFirst();
        onLoop(() -> outbound.place(call));
        until(phone::isRinging);
        // When
        onLoop(() -> outbound.reconcile(OLDER));
        ari.snapshot().await().atMost(LIMIT);
        ari.snapshot().await().atMost(LIMIT);
        boolean isRinging = phone.isRinging();
        Optional<OutboundResult> meanwhile = result();
        ari.hangUp(new OutboundLeg(call.id(), call.attempt()).channelId())
                .await()
                .atMost(LIMIT);
        until(() -> {
            onLoop(() -> outbound.reconcile(OLDER));
            return result().isPresent();
        });
        // Then
        assertTrue(isRinging);
        assertEquals(Optional.empty(), meanwhile);
        assertEquals(Optional.of(OutboundResult.LOST), result());
    }

    /** The gateway ended while the agent was on the telephone; the caller may have been called already. */
    @Test
    void aCallerIsNotCalledASecondTimeAfterARestart() throws Exception {
        // Given
        onLoop(ari::start);
        until(ari::isReady);
        CallMatter.OfCallback callback = new CallMatter.OfCallback("1764.1", "chen", "8001");
        store.planCallback(callback, "13900000003", Instant.now()).await().atMost(LIMIT);
        OutboundCall call = store.claim(
                        new Claim("hotline-gap", Instant.now(), Instant.now().plusSeconds(30), 2, 20, 0))
                .await()
                .atMost(LIMIT)
                .getFirst();
        String agent = new OutboundLeg(call.id(), call.attempt()).channelId();
        call(agent);
        phone.awaitAnswer(LIMIT);
        until(() -> ari.snapshot().await().atMost(LIMIT).channels().stream()
                .anyMatch(channel -> channel.id().equals(agent) && channel.isUp()));
        // When
        AriSnapshot found = ari.snapshot().await().atMost(LIMIT);
        onLoop(() -> outbound.reconcile(found));
        phone.awaitEnd(LIMIT);
        // Then
        until(() -> result(callback).equals(Optional.of(OutboundResult.LOST)));
        assertEquals(List.of(), store.callbacks());
        assertEquals(1, phone.invitations());
    }

    @Test
    void aReporterForWhomNobodyWaitsDoesNotGoOnRinging() throws Exception {
        // Given
        startCalling();
        phone.ring();
        call(REPORTER);
        until(phone::isRinging);
        // When
        onLoop(() -> outbound.placed(REPORTER));
        // Then
        until(() -> !phone.isRinging());
    }

    @Test
    void aReporterForWhomNobodyWaitsIsNotLeftAlone() throws Exception {
        // Given
        startCalling();
        call(REPORTER);
        phone.awaitAnswer(LIMIT);
        // When
        onLoop(() -> outbound.entered(new AriChannel(REPORTER, "Up", "")));
        // Then
        phone.awaitEnd(LIMIT);
    }

    private void startCalling() throws InterruptedException {
        onLoop(ari::start);
        until(ari::isReady);
        onLoop(() -> outbound.reconcile(OLDER));
        until(outbound::isCalling);
    }

    private void call(String channel) {
        ari.originate(TRUNK.replace(OutboundCalling.NUMBER, Integer.toString(phone.port())), channel, "", LIMIT, "")
                .await()
                .atMost(LIMIT);
    }

    private void onLoop(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(begun -> {
            work.run();
            done.complete(null);
        });
        done.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void plan() {
        store.plan(
                        new PlannedCall(
                                FIRE,
                                new Recipient.DepartmentContact("duty"),
                                "",
                                Integer.toString(phone.port()),
                                Optional.empty()),
                        Instant.now())
                .await()
                .atMost(LIMIT);
    }

    private Optional<OutboundResult> result() {
        return result(FIRE);
    }

    private Optional<OutboundResult> result(CallMatter matter) {
        return store.findByMatter(matter, 1, Instant.now(), 20)
                .await()
                .atMost(LIMIT)
                .calls()
                .getFirst()
                .result();
    }
}
