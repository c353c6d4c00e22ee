package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallListenings;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.StoredCall;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.InMemoryOutboundCalls;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore.CalledRecipient;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.outbound.PlannedCall;
import lianhu.core.roster.PostId;
import lianhu.telephony.gateway.outbound.OutboundCalling;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.prompt.PromptFiles;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A gateway behind the trunk of an operator, with the settings that the README of the telephone names. */
@NullUnmarked
abstract class TrunkTestBase {
    static final Duration LIMIT = Duration.ofSeconds(30);
    private static Path prompts;

    final Vertx vertx = Vertx.vertx();
    final InMemoryCallStore store = new InMemoryCallStore();
    final InMemoryAgents agents = new InMemoryAgents(store);
    final InMemoryCallReports reports = new InMemoryCallReports();
    final InMemoryOutboundCalls outbound = new InMemoryOutboundCalls();
    final List<SipPhone> phones = new ArrayList<>();
    private final List<CallGateway> gateways = new ArrayList<>();

    @BeforeAll
    static void createPrompts() {
        prompts = PromptTones.create();
    }

    @AfterEach
    void stop() {
        phones.forEach(SipPhone::close);
        gateways.forEach(gateway -> gateway.close().await().atMost(LIMIT));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Closed with the test. */
    SipPhone kept(SipPhone phone) {
        phones.add(phone);
        return phone;
    }

    static List<String> heard(SipPhone phone) {
        return PromptTones.read(phone.heard());
    }

    Optional<CallOutcome> outcome() {
        return store.calls().stream().map(StoredCall::outcome).findFirst().orElse(Optional.empty());
    }

    /** Calls a number for a matter of its own, as the job does it, and waits for what comes of it. */
    OutboundResult resultOfCalling(CallGateway gateway, String number, long matter) throws InterruptedException {
        plan(number, matter);
        place(gateway);
        return result(matter);
    }

    void plan(String number, long matter) {
        outbound.plan(
                        new PlannedCall(
                                new CallMatter.OfBroadcast(matter),
                                new Recipient.PostHolder(new PostId("head")),
                                "",
                                number,
                                Optional.empty()),
                        Clock.systemUTC().instant())
                .await()
                .atMost(LIMIT);
    }

    static void place(CallGateway gateway) {
        gateway.claimCalls()
                .await()
                .atMost(LIMIT)
                .forEach(call -> gateway.place(call).await().atMost(LIMIT));
    }

    OutboundResult result(long matter) throws InterruptedException {
        until(() -> called(matter).result().isPresent());
        return called(matter).result().orElseThrow();
    }

    private CalledRecipient called(long matter) {
        return outbound.findByMatter(
                        new CallMatter.OfBroadcast(matter),
                        10,
                        Clock.systemUTC().instant(),
                        20)
                .await()
                .atMost(LIMIT)
                .calls()
                .getFirst();
    }

    CallGateway startGateway(OperatorTrunk trunk) throws InterruptedException {
        var calling = OutboundCallingFixture.of(
                "Local/" + OutboundCalling.NUMBER + "@outgoing/n",
                8,
                outbound,
                agents,
                new InMemoryCallListenings(store, agents),
                this::acknowledge);
        var gateway = new CallGateway(
                vertx.getOrCreateContext(),
                trunk.ari(),
                new CallGatewayOptions(
                        "hotline-a",
                        PromptFiles.of(prompts),
                        "Local/119@outgoing/n",
                        "PJSIP/1001",
                        "PJSIP/" + CallGatewayOptions.EXTENSION,
                        "trunk",
                        CallGatewayOptions.LEASE),
                Clock.systemUTC(),
                store,
                store,
                agents,
                reports,
                Optional.of(calling));
        gateways.add(gateway);
        gateway.start();
        until(gateway::isCalling);
        return gateway;
    }

    private Uni<Void> acknowledge(OutboundCall call, String keys) {
        return Uni.createFrom().voidItem();
    }

    static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            Thread.sleep(50);
        }
    }
}
