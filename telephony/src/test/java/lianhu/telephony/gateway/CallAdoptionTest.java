package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.StoredCall;
import lianhu.telephony.ari.AriChannel;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.gateway.KillableGateway.Surroundings;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways on one real Asterisk; one of them ends, stops or stands still. */
@NullUnmarked
class CallAdoptionTest extends AsteriskTestBase {
    private static final Duration LEASE = Duration.ofSeconds(6);
    /** Twenty seconds with the lease of fifteen that is used outside of tests. */
    private static final Duration ADOPTED_WITHIN =
            LEASE.multipliedBy(20).dividedBy(CallGatewayOptions.LEASE.toSeconds());

    private static final String NUMBER = "13900000003";
    private static final Tone CALLER = new Tone(440);
    private static final Tone DESK = new Tone(3_300);
    private static final int FRAME = 800;

    private final InMemoryCallStore store = new InMemoryCallStore();
    private final InMemoryCallReports reports = new InMemoryCallReports();
    private final List<KillableGateway> processes = new ArrayList<>();
    private Surroundings around;
    private SipPhone phone;
    private SipPhone desk;
    private SipPhone seat;

    @BeforeEach
    void start() {
        phone = new SipPhone(asterisk.sipPort(), NUMBER, CALLER);
        desk = new SipPhone(asterisk.sipPort(), "119", DESK);
        seat = new SipPhone(asterisk.sipPort(), "1001", new Tone(3_500));
        around = new Surroundings(asterisk, prompts, desk, seat, store, reports);
    }

    @AfterEach
    void stop() {
        phone.close();
        desk.close();
        seat.close();
        processes.forEach(KillableGateway::stop);
    }

    @Test
    void theOtherGatewayCarriesTheCallerOnToTheNumberWhenOneIsKilled() throws Exception {
        // Given
        KillableGateway first = startGateway("hotline-a");
        phone.call();
        until(() -> heard().contains("beep"));
        startGateway("hotline-b");
        phone.speak(true);
        Thread.sleep(LEASE.toMillis());
        // When
        kill(first);
        phone.speak(false);
        phone.press('#');
        // Then
        until(() -> heard().contains("confirm"));
        phone.press('1');
        phone.awaitEnd(LIMIT);
        assertEquals(List.of("greeting", "speak", "beep", "confirm", "number-is"), heard().subList(0, 5));
        until(() -> call().outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.TICKET), call().outcome());
        assertEquals("hotline-b", call().owner());
        assertEquals(1, store.calls().size());
        assertEquals(
                List.of(ReportKind.MESSAGE),
                reports.entries().stream().map(InMemoryCallReports.Entry::kind).toList());
    }

    @Test
    void aCallIsCarriedOnAlsoWhenTheAnswerToItsAdoptionIsLost() throws Exception {
        // Given
        KillableGateway first = startGateway("hotline-a");
        phone.call();
        until(() -> heard().contains("beep"));
        startGateway("hotline-b");
        store.loseNextAdoption();
        phone.speak(true);
        Thread.sleep(LEASE.toMillis());
        // When
        kill(first);
        until(() -> call().owner().equals("hotline-b"));
        phone.speak(false);
        phone.press('#');
        // Then
        until(() -> heard().contains("confirm"));
        phone.hangUp();
        until(() -> call().outcome().isPresent());
    }

    /** Nobody in the talk may notice: not when the second gateway starts, when the first dies, or when its call is adopted. */
    @Test
    void anEmergencyTalkGoesOnUntouched() throws Exception {
        // Given
        KillableGateway first = startGateway("hotline-a");
        phone.call();
        until(() -> heard().contains("greeting"));
        phone.press('9');
        desk.awaitAnswer(LIMIT);
        until(() -> !reports.entries().isEmpty());
        phone.speak(true);
        until(() -> CALLER.greatestShare(desk.heard()) > 0.5);
        int begin = desk.heard().length + FRAME;
        // When
        startGateway("hotline-b");
        Thread.sleep(LEASE.toMillis());
        long killed = System.nanoTime();
        kill(first);
        until(() -> call().owner().equals("hotline-b"));
        Duration adopted = Duration.ofNanos(System.nanoTime() - killed);
        Thread.sleep(2_000);
        // Then
        assertTrue(adopted.compareTo(ADOPTED_WITHIN) < 0, () -> "adopted after " + adopted);
        int[] heardByDesk = desk.heard();
        assertTrue(heardByDesk.length - begin > LEASE.toSeconds() * 8_000, "the talk is long enough");
        assertTrue(
                silentFrames(heardByDesk, begin) <= 2, () -> silentFrames(heardByDesk, begin) + " frames are silent");
        phone.speak(false);
        int answer = phone.heard().length;
        desk.speak(true);
        until(() -> DESK.greatestShare(from(phone.heard(), answer)) > 0.5);
        phone.hangUp();
        desk.awaitEnd(LIMIT);
        until(() -> call().outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.TICKET), call().outcome());
        until(() -> !reports.bridge(new CallId(call().id())).isEmpty());
    }

    @Test
    void aGatewayThatStopsLeavesItsCallsAtOnce() throws Exception {
        // Given
        startGateway("hotline-b", CallGatewayOptions.LEASE);
        store.age("hotline-b");
        KillableGateway first = new KillableGateway(around, "hotline-a", CallGatewayOptions.LEASE);
        until(first::isReady);
        List<SipPhone> phones = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            SipPhone caller = new SipPhone(asterisk.sipPort(), "1390000020" + i, CALLER);
            phones.add(caller);
            caller.call();
        }
        until(() -> phones.stream()
                .allMatch(caller -> PromptTones.read(caller.heard()).contains("greeting")));
        until(() -> store.calls().size() == phones.size());
        // When
        first.stop();
        // Then
        long begin = System.nanoTime();
        until(() -> store.calls().stream().allMatch(call -> call.owner().equals("hotline-b")));
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(5).toNanos(), "no lease has to expire");
        for (SipPhone caller : phones) {
            until(() -> PromptTones.read(caller.heard()).contains("beep"));
            caller.hangUp();
            caller.close();
        }
        until(() -> store.calls().stream().noneMatch(StoredCall::isOpen));
    }

    /** What is due when it wakes was done by the other gateway already. */
    @Test
    void aFrozenGatewayThatWakesSaysNothingTwice() throws Exception {
        // Given
        KillableGateway first = startGateway("hotline-a");
        phone.call();
        until(() -> heard().contains("beep"));
        startGateway("hotline-b");
        phone.speak(true);
        Thread.sleep(LEASE.toMillis());
        // When
        first.freeze(LEASE.multipliedBy(2));
        phone.speak(false);
        phone.press('#');
        // Then
        until(() -> call().owner().equals("hotline-b"));
        until(() -> heard().contains("confirm"));
        Thread.sleep(LEASE.toMillis());
        phone.awaitEnd(LIMIT.plus(LIMIT));
        List<String> expected = new ArrayList<>(List.of("greeting", "speak", "beep", "confirm", "number-is"));
        assertEquals(expected, heard().subList(0, 5));
        assertEquals(1, heard().stream().filter("goodbye"::equals).count(), () -> heard().toString());
        assertEquals(1, reports.entries().size());
        assertEquals("hotline-b", call().owner());
    }

    /** The gateway dies between claiming the call and storing it: the caller would hear nothing for ever. */
    @Test
    void aCallerWhoWasClaimedAndNeverStoredIsGreeted() throws Exception {
        // Given
        Vertx vertx = Vertx.vertx();
        BlockingQueue<AriEvent> events = new LinkedBlockingQueue<>();
        var dying = new AriClient(
                vertx.getOrCreateContext(), around.address("hotline-dying"), Clock.systemUTC(), events::add);
        dying.start();
        until(dying::isReady);
        String asteriskId = dying.snapshot().await().atMost(LIMIT).asterisk();
        store.acquire("hotline-dying", "hotline-dying", asteriskId, LEASE, true)
                .await()
                .atMost(LIMIT);
        phone.call();
        dying.claim(offered(events)).await().atMost(LIMIT);
        // When
        vertx.close().toCompletionStage().toCompletableFuture().join();
        startGateway("hotline-b");
        // Then
        until(() -> heard().contains("greeting"));
        assertEquals("hotline-b", call().owner());
        phone.hangUp();
        until(() -> call().outcome().isPresent());
    }

    private static String offered(BlockingQueue<AriEvent> events) throws InterruptedException {
        while (true) {
            if (events.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    instanceof AriEvent.CallBroadcast(AriChannel channel)) {
                return channel.id();
            }
        }
    }

    private KillableGateway startGateway(String instance) throws InterruptedException {
        return startGateway(instance, LEASE);
    }

    private KillableGateway startGateway(String instance, Duration lease) throws InterruptedException {
        KillableGateway started = new KillableGateway(around, instance, lease);
        processes.add(started);
        until(started::isReady);
        return started;
    }

    private void kill(KillableGateway process) {
        processes.remove(process);
        process.kill();
    }

    private List<String> heard() {
        return PromptTones.read(phone.heard());
    }

    private StoredCall call() {
        return store.calls().getFirst();
    }

    private static int[] from(int[] samples, int begin) {
        return Arrays.copyOfRange(samples, begin, samples.length);
    }

    private static int silentFrames(int[] samples, int begin) {
        int silent = 0;
        for (int at = begin; at + FRAME <= samples.length; at += FRAME) {
            if (CALLER.share(Arrays.copyOfRange(samples, at, at + FRAME)) < 0.5) {
                silent++;
            }
        }
        return silent;
    }
}
