package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallTransition;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.StoredCall;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.ari.FakeAsterisk;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.prompt.LanguageChoice;
import lianhu.telephony.prompt.PromptFiles;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an Asterisk that does not answer each time. */
@NullUnmarked
class CallRecoveryTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String INSTANCE = "hotline-a";
    private static final String ASTERISK = "02:00:00:00:00:01";
    private static final String CALL = "1764.1";

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryCallStore store = new InMemoryCallStore();
    private FakeAsterisk asterisk;
    private CallGateway gateway;

    @BeforeEach
    void listen() throws Exception {
        asterisk = new FakeAsterisk(vertx);
    }

    @AfterEach
    void stop() {
        gateway.close().await().atMost(LIMIT);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The first snapshot comes with the connection, the second when the open calls are read. */
    @Test
    void aCallThatWasReadIsLookedForInAsteriskUntilThatSucceeds() throws InterruptedException {
        leave(INSTANCE);
        asterisk.refuseSnapshot(2);

        start();

        until(() -> outcome().isPresent());
        assertEquals(
                Optional.of(CallOutcome.CALLBACK_TASK), outcome(), "its caller hung up while no gateway was there");
    }

    @Test
    void aCallThatWasAdoptedIsLookedForInAsteriskUntilThatSucceeds() throws InterruptedException {
        start();
        until(gateway::isReady);
        leave("hotline-b");
        asterisk.refuseSnapshot(3);

        store.age(INSTANCE);

        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.CALLBACK_TASK), outcome());
    }

    /** A caller who was greeted. */
    private void leave(String instance) {
        StoredCall row = new CallSession(
                        CallState.arrived(new CallId(CALL), "13900000003", LanguageChoice.NONE), 1, Map.of())
                .row(instance, ASTERISK);
        store.save(new CallTransition(row, "arrived", "CallArrived", Instant.now()))
                .await()
                .atMost(LIMIT);
    }

    private void start() {
        gateway = new CallGateway(
                vertx.getOrCreateContext(),
                AriOptions.of("127.0.0.1", asterisk.port(), "u", "p", "hotline", "a"),
                new CallGatewayOptions(
                        INSTANCE,
                        PromptFiles.of(Path.of("prompts")),
                        "PJSIP/119",
                        "PJSIP/1001",
                        "",
                        "",
                        CallGatewayOptions.LEASE),
                Clock.systemUTC(),
                store,
                store,
                new InMemoryAgents(store),
                new InMemoryCallReports());
        gateway.start();
    }

    private Optional<CallOutcome> outcome() {
        return store.calls().stream()
                .filter(call -> call.id().equals(CALL))
                .findFirst()
                .flatMap(StoredCall::outcome);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        AsteriskTestBase.until(LIMIT, condition);
    }
}
