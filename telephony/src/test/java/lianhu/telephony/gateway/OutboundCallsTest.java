package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallListenings;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.InMemoryOutboundCalls;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore.Attempt;
import lianhu.core.outbound.OutboundCallStore.CalledRecipient;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.outbound.PlannedCall;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.PostId;
import lianhu.core.ticket.TicketNo;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.gateway.outbound.OutboundCalling;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import lianhu.telephony.prompt.PromptFiles;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Asterisk calls telephones by SIP. The number of a telephone is its port, so that one trunk reaches them all. */
@NullUnmarked
class OutboundCallsTest extends AsteriskTestBase {
    private static final CallMatter FIRE = new CallMatter.OfBroadcast(1);
    private static final CallMatter TALK =
            new CallMatter.OfReporterCall(new TicketNo("GD20261121621099000376"), new ReceiptNo("48271938"));
    private static final String ASK = "urgent-press-one";
    private static final Tone VOICE = new Tone(440);
    private static final Tone REPORTER = new Tone(2_750);

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryOutboundCalls store = new InMemoryOutboundCalls();
    private final InMemoryCallStore calls = new InMemoryCallStore();
    private final List<OutboundCall> acknowledged = new CopyOnWriteArrayList<>();
    private final List<String> pressed = new CopyOnWriteArrayList<>();
    private Optional<String> reporterNumber = Optional.empty();
    /** Complete when the store has read the number of the reporter. */
    private CompletableFuture<Void> numberIsRead = CompletableFuture.completedFuture(null);

    private final AtomicInteger numberReads = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final MovedClock clock = new MovedClock();
    private final List<CallGateway> gateways = new ArrayList<>();
    private final List<SipPhone> phones = new ArrayList<>();
    private String trunk = "PJSIP/trunk/sip:called@127.0.0.1:" + OutboundCalling.NUMBER;

    @BeforeEach
    void start() {
        clock.offset = Duration.ZERO;
    }

    @AfterEach
    void stop() {
        gateways.forEach(gateway -> gateway.close().await().atMost(LIMIT));
        phones.forEach(SipPhone::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoPressesOneHearsThePromptAndThatTheDutyRoomIsTold() throws Exception {
        // Given
        SipPhone phone = phone();
        CallGateway gateway = startGateway("hotline-a");
        plan(FIRE, phone, "1");
        // When
        dial(gateway);
        until(() -> heard(phone).contains(ASK));
        phone.press('1');
        phone.awaitEnd(LIMIT);
        // Then
        assertEquals(List.of(ASK, "duty-room-told"), heard(phone));
        assertEquals(Optional.of(OutboundResult.ANSWERED), result());
        assertEquals(1, acknowledged.size());
        assertEquals(
                new Recipient.PostHolder(new PostId("1")),
                acknowledged.getFirst().recipient());
        assertEquals(1, phone.invitations());
    }

    @Test
    void aReporterIsAskedWhetherTheMatterIsSolvedAndHowSatisfiedTheyAre() throws Exception {
        // Given
        SipPhone phone = phone();
        CallGateway gateway = startGateway("hotline-a");
        CallMatter lamp = new CallMatter.OfFollowUp(new TicketNo("GD20261121621099000376"));
        plan(lamp, phone, new Recipient.Reporter(new ReceiptNo("48271938")));
        // When
        dial(gateway);
        until(() -> heardFollowUp(phone).contains("follow-up-press-one"));
        phone.press('1');
        until(() -> heardFollowUp(phone).contains("follow-up-solved"));
        phone.press('3');
        until(() -> heardFollowUp(phone).contains("follow-up-satisfied"));
        phone.press('4');
        phone.awaitEnd(LIMIT);
        // Then
        assertEquals(
                List.of(
                        "follow-up",
                        "digit-4",
                        "digit-8",
                        "digit-2",
                        "digit-7",
                        "digit-1",
                        "digit-9",
                        "digit-3",
                        "digit-8",
                        "follow-up-press-one",
                        "follow-up-solved",
                        "follow-up-satisfied",
                        "follow-up-reopened",
                        "goodbye"),
                heardFollowUp(phone));
        assertEquals(List.of("13", "134"), pressed);
        assertEquals(Optional.of(OutboundResult.ANSWERED), called(lamp).result());
    }

    @Test
    void anOwnerAndAReporterTalkAndNeitherSeesTheNumberOfTheOther() throws Exception {
        // Given
        SipPhone reporter = reporter();
        // When
        SipPhone owner = askOwner(startGateway("hotline-a"));
        int before = reporter.invitations();
        owner.press('1');
        reporter.awaitAnswer(LIMIT);
        until(() -> isHeard(REPORTER, owner) && isHeard(VOICE, reporter));
        owner.hangUp();
        reporter.awaitEnd(LIMIT);
        // Then
        assertEquals(0, before, "the reporter rings only after a person picked up");
        until(() -> called(TALK).result().equals(Optional.of(OutboundResult.ANSWERED)));
        assertFalse(reporter.shownNumber().contains(Integer.toString(owner.port())), reporter.shownNumber());
        assertFalse(owner.shownNumber().contains(Integer.toString(reporter.port())), owner.shownNumber());
    }

    @Test
    void aTalkWithAReporterOutlivesTheGatewayAndLeavesNobodyAlone() throws Exception {
        // Given
        SipPhone reporter = reporter();
        CallGateway gateway = startGateway("hotline-a");
        SipPhone owner = askOwner(gateway);
        owner.press('1');
        until(() -> isHeard(REPORTER, owner));
        // When
        gateway.close().await().atMost(LIMIT);
        startGateway("hotline-a");
        boolean isTalking = isHeard(REPORTER, owner);
        reporter.hangUp();
        owner.awaitEnd(LIMIT);
        // Then
        assertTrue(isTalking);
        until(() -> called(TALK).result().equals(Optional.of(OutboundResult.ANSWERED)));
    }

    @Test
    void aReporterWhoDoesNotAnswerLeavesTheOwnerWithAWord() throws Exception {
        // Given
        reporter().refuse("486 Busy Here");
        SipPhone owner = askOwner(startGateway("hotline-a"));
        // When
        owner.press('1');
        owner.awaitEnd(LIMIT);
        // Then
        assertEquals("reporter-not-reached", heardFollowUp(owner).getLast());
        assertEquals(
                Optional.of(OutboundResult.REPORTER_NOT_REACHED), called(TALK).result());
    }

    @Test
    void anAgentCallsBackAndNeitherSeesTheNumberOfTheOther() throws Exception {
        // Given
        SipPhone caller = reporter();
        SipPhone agent = phone();
        agent.speak(true);
        agent.ring();
        CallGateway gateway = startGateway("hotline-a");
        // When
        callBack(agent, caller);
        dial(gateway);
        until(agent::isRinging);
        int early = caller.invitations();
        agent.pickUp();
        caller.awaitAnswer(LIMIT);
        until(() -> isHeard(REPORTER, agent) && isHeard(VOICE, caller));
        caller.hangUp();
        agent.awaitEnd(LIMIT);
        // Then
        assertEquals(0, early, "the caller rings only after the agent picked up");
        until(() -> store.callbacks().equals(List.of(CallbackOutcome.REACHED)));
        assertFalse(caller.shownNumber().contains(Integer.toString(agent.port())), caller.shownNumber());
        assertFalse(agent.shownNumber().contains(Integer.toString(caller.port())), agent.shownNumber());
    }

    @Test
    void aCallerWhoIsNotReachedLeavesTheAgentWithAWordAndCountsAsTried() throws Exception {
        // Given
        SipPhone caller = reporter();
        caller.refuse("486 Busy Here");
        SipPhone agent = phone();
        CallGateway gateway = startGateway("hotline-a");
        // When
        callBack(agent, caller);
        dial(gateway);
        agent.awaitEnd(LIMIT);
        // Then
        assertEquals("reporter-not-reached", heardFollowUp(agent).getLast());
        until(() -> store.callbacks().equals(List.of(CallbackOutcome.NO_ANSWER)));
    }

    @Test
    void anAgentWhoDoesNotPickUpRingsNoCaller() throws Exception {
        // Given
        SipPhone caller = reporter();
        SipPhone agent = phone();
        agent.refuse("480 Temporarily Unavailable");
        CallGateway gateway = startGateway("hotline-a");
        // When
        CallMatter callback = callBack(agent, caller);
        dial(gateway);
        until(() -> called(callback).result().isPresent());
        // Then
        assertEquals(0, caller.invitations());
        assertEquals(List.of(), store.callbacks());
    }

    /** The extension of an agent is the port of the telephone. */
    private CallMatter callBack(SipPhone agent, SipPhone caller) {
        CallMatter.OfCallback callback = new CallMatter.OfCallback("1764.1", "chen", Integer.toString(agent.port()));
        store.planCallback(callback, Integer.toString(caller.port()), clock.instant())
                .await()
                .atMost(LIMIT);
        return callback;
    }

    @Test
    void aReporterDoesNotRingForAnOwnerWhoHasHungUp() throws Exception {
        // Given
        SipPhone reporter = reporter();
        numberIsRead = new CompletableFuture<>();
        SipPhone owner = askOwner(startGateway("hotline-a"));
        owner.press('1');
        until(() -> numberReads.get() == 1);
        // When
        owner.hangUp();
        until(() -> called(TALK).result().equals(Optional.of(OutboundResult.LOST)));
        numberIsRead.complete(null);
        Thread.sleep(1_500);
        // Then
        assertEquals(0, reporter.invitations());
    }

    @Test
    void theDutyRoomIsSaidToBeToldOnlyOnceTheAnswerIsStored() throws Exception {
        // Given
        failures.set(2);
        SipPhone phone = phone();
        CallGateway gateway = startGateway("hotline-a");
        plan(FIRE, phone, "1");
        // When
        dial(gateway);
        until(() -> heard(phone).contains(ASK));
        phone.press('1');
        phone.awaitEnd(LIMIT);
        // Then
        assertEquals(3, acknowledged.size(), "two attempts failed");
        assertEquals("duty-room-told", heard(phone).getLast());
        assertEquals(Optional.of(OutboundResult.ANSWERED), result());
    }

    @Test
    void aTelephoneThatIsBusyIsCalledAgainAfterAMinute() throws Exception {
        // Given
        SipPhone phone = phone();
        phone.refuse("486 Busy Here");
        CallGateway gateway = startGateway("hotline-a");
        plan(FIRE, phone, "1");
        // When
        dial(gateway);
        until(() -> result().equals(Optional.of(OutboundResult.BUSY)));
        dial(gateway);
        int early = phone.invitations();
        phone.refuse("");
        clock.offset = Duration.ofSeconds(61);
        dial(gateway);
        phone.awaitAnswer(LIMIT);
        // Then
        assertEquals(1, early);
        assertEquals(2, phone.invitations());
    }

    @Test
    void theNetworkSaysWhyATelephoneIsNotReached() throws Exception {
        CallGateway gateway = startGateway("hotline-a");
        assertEquals(OutboundResult.REJECTED, refusedWith("603 Decline", gateway, 11));
        assertEquals(OutboundResult.INVALID_NUMBER, refusedWith("404 Not Found", gateway, 12));
        assertEquals(OutboundResult.NO_ANSWER, refusedWith("480 Temporarily Unavailable", gateway, 13));
        assertEquals(OutboundResult.CONGESTION, refusedWith("503 Service Unavailable", gateway, 14));
    }

    @Test
    void aTelephoneThatNobodyTakesStopsRinging() throws Exception {
        // Given
        SipPhone phone = phone();
        phone.ring();
        CallGateway gateway = startGateway("hotline-a");
        plan(FIRE, phone, "1");
        dial(gateway);
        until(phone::isRinging);
        // When
        clock.offset = Duration.ofSeconds(41);
        // Then
        until(() -> !phone.isRinging());
        until(() -> result().equals(Optional.of(OutboundResult.NO_ANSWER)));
        assertEquals(List.of(), acknowledged);
    }

    @Test
    void theOtherTelephonesStopRingingWhenSomebodyAnswers() throws Exception {
        // Given
        SipPhone head = phone();
        SipPhone deputy = phone();
        deputy.ring();
        CallGateway gateway = startGateway("hotline-a");
        plan(FIRE, head, "1");
        plan(FIRE, deputy, "2");
        dial(gateway);
        until(deputy::isRinging);
        until(() -> heard(head).contains(ASK));
        gateway.stopUnneededCalls().await().atMost(LIMIT);
        boolean isRingingBefore = deputy.isRinging();
        // When
        head.press('1');
        until(() ->
                board(FIRE).stream().anyMatch(called -> called.result().equals(Optional.of(OutboundResult.ANSWERED))));
        store.answer(FIRE);
        gateway.stopUnneededCalls().await().atMost(LIMIT);
        // Then
        assertTrue(isRingingBefore);
        until(() -> !deputy.isRinging());
        head.awaitEnd(LIMIT);
        assertEquals(List.of(ASK, "duty-room-told"), heard(head));
    }

    @Test
    void deputiesRingAtTheSameTimeAndNoMoreThanTheLines() throws Exception {
        // Given
        List<SipPhone> deputies = List.of(phone(), phone(), phone());
        deputies.forEach(SipPhone::ring);
        CallGateway gateway = startGateway("hotline-a");
        for (int i = 0; i < deputies.size(); i++) {
            plan(FIRE, deputies.get(i), "deputy" + i);
        }
        // When
        dial(gateway);
        until(() -> deputies.stream().filter(SipPhone::isRinging).count() == 2);
        dial(gateway);
        // Then
        assertEquals(2, deputies.stream().mapToInt(SipPhone::invitations).sum());
    }

    @Test
    void twoGatewaysNeverRingOneTelephoneTwice() throws Exception {
        // Given
        SipPhone phone = phone();
        phone.ring();
        CallGateway first = startGateway("hotline-a");
        CallGateway second = startGateway("hotline-b");
        plan(FIRE, phone, "1");
        plan(new CallMatter.OfBroadcast(2), phone, "1");
        // When
        for (int i = 0; i < 5; i++) {
            dial(first);
            dial(second);
        }
        until(phone::isRinging);
        dial(second);
        // Then
        assertEquals(1, phone.invitations());
        assertEquals(1, attempts());
    }

    @Test
    void aGatewayThatIsStartedAgainCarriesOnTheCallThatRings() throws Exception {
        // Given
        SipPhone phone = phone();
        phone.ring();
        CallGateway dying = startGateway("hotline-a");
        plan(FIRE, phone, "1");
        dial(dying);
        until(phone::isRinging);
        dying.close().await().atMost(LIMIT);
        // When
        CallGateway next = startGateway("hotline-a");
        dial(next);
        phone.pickUp();
        until(() -> heard(phone).contains(ASK));
        phone.press('1');
        phone.awaitEnd(LIMIT);
        // Then
        assertEquals(1, phone.invitations(), "nobody rings twice");
        assertEquals(Optional.of(OutboundResult.ANSWERED), result());
        assertEquals(1, attempts());
    }

    @Test
    void aGatewayThatIsStartedAgainAsksOnceMoreWhoHasPickedUpMeanwhile() throws Exception {
        // Given
        SipPhone phone = phone();
        CallGateway dying = startGateway("hotline-a");
        plan(FIRE, phone, "1");
        dial(dying);
        until(() -> heard(phone).contains(ASK));
        dying.close().await().atMost(LIMIT);
        // When
        startGateway("hotline-a");
        until(() -> heard(phone).stream().filter(ASK::equals).count() == 2);
        phone.press('1');
        phone.awaitEnd(LIMIT);
        // Then
        assertEquals(Optional.of(OutboundResult.ANSWERED), result());
        assertEquals(1, phone.invitations());
    }

    @Test
    void anotherInstanceHangsUpTheCallOfADeadOneBeforeItIsPlacedAgain() throws Exception {
        // Given
        SipPhone phone = phone();
        CallGateway dead = startGateway("hotline-a");
        CallGateway other = startGateway("hotline-b");
        plan(FIRE, phone, "1");
        dial(dead);
        until(() -> heard(phone).contains(ASK));
        dead.close().await().atMost(LIMIT);
        // When
        dial(other);
        int early = phone.invitations();
        clock.offset = Duration.ofSeconds(31);
        phone.awaitEnd(LIMIT);
        // Then
        assertEquals(1, early);
        until(() -> result().equals(Optional.of(OutboundResult.LOST)));
        assertEquals(1, attempts());
    }

    /** Only its calls with residents are adopted: an instance that is started again carries on the telephones that it rang. */
    @Test
    void aCallOfADeadInstanceGoesOnAlthoughAnotherOneHasAdoptedItsCalls() throws Exception {
        // Given
        SipPhone phone = phone();
        CallGateway dead = startGateway("hotline-a");
        startGateway("hotline-b");
        plan(FIRE, phone, "1");
        dial(dead);
        until(() -> heard(phone).contains(ASK));
        calls.age("hotline-b");
        dead.close().await().atMost(LIMIT);
        until(() -> !calls.hasLease("hotline-a"));
        // When
        startGateway("hotline-a");
        until(() -> heard(phone).stream().filter(ASK::equals).count() == 2);
        phone.press('1');
        phone.awaitEnd(LIMIT);
        // Then
        assertEquals(Optional.of(OutboundResult.ANSWERED), result());
        assertEquals(1, phone.invitations());
    }

    @Test
    void theInstanceHoldsACallThatGoesOn() throws Exception {
        // Given
        SipPhone phone = phone();
        phone.ring();
        CallGateway gateway = startGateway("hotline-a");
        plan(FIRE, phone, "1");
        dial(gateway);
        until(phone::isRinging);
        boolean isHeldBefore = store.isHeldUntil(clock.instant().plusSeconds(31));
        // When
        clock.offset = Duration.ofSeconds(10);
        // Then
        until(() -> store.isHeldUntil(clock.instant().plusSeconds(20)));
        assertFalse(isHeldBefore);
        assertTrue(phone.isRinging());
    }

    @Test
    void nobodyIsCalledWhileTheGatewayReadsItsCallsAgain() throws Exception {
        // Given
        CallGateway gateway = startGateway("hotline-a");
        startGateway("hotline-b");
        calls.holdReads();
        calls.age("hotline-b");
        // When
        until(() -> {
            calls.expire("hotline-a");
            return !calls.hasLease("hotline-a");
        });
        // Then
        until(() -> !gateway.isCalling());
        assertEquals(List.of(), gateway.claimCalls().await().atMost(LIMIT));
        calls.releaseReads();
        until(gateway::isCalling);
    }

    @Test
    void whatTheStoreDoesNotTakeIsCounted() throws Exception {
        // Given
        failures.set(2);
        SipPhone phone = phone();
        CallGateway gateway = startGateway("hotline-a");
        plan(FIRE, phone, "1");
        dial(gateway);
        until(() -> heard(phone).contains(ASK));
        // When
        phone.press('1');
        phone.awaitEnd(LIMIT);
        // Then
        until(() -> gateway.status().refusedRequests() == 2);
        store.setAway(true);
        until(() -> gateway.status().refusedRequests() > 2);
        store.setAway(false);
    }

    @Test
    void whatEndedWhileNoGatewayWasThereIsLostAndCalledAgainLater() throws Exception {
        // Given
        SipPhone phone = phone();
        phone.ring();
        CallGateway dying = startGateway("hotline-a");
        plan(FIRE, phone, "1");
        OutboundCall never = dying.claimCalls().await().atMost(LIMIT).getFirst();
        dying.close().await().atMost(LIMIT);
        // When
        CallGateway next = startGateway("hotline-a");
        until(() -> result().equals(Optional.of(OutboundResult.LOST)));
        clock.offset = Duration.ofSeconds(31);
        dial(next);
        until(phone::isRinging);
        // Then
        assertEquals(1, never.attempt());
        assertEquals(2, attempts());
        assertEquals(1, phone.invitations());
    }

    @Test
    void withoutATrunkNobodyIsCalled() throws Exception {
        trunk = "";
        CallGateway gateway = startGateway("hotline-a");
        plan(FIRE, phone(), "1");

        assertEquals(List.of(), gateway.claimCalls().await().atMost(LIMIT));
        assertEquals(0, attempts());
    }

    private OutboundResult refusedWith(String status, CallGateway gateway, long matter) throws InterruptedException {
        SipPhone phone = phone();
        phone.refuse(status);
        CallMatter refused = new CallMatter.OfBroadcast(matter);
        plan(refused, phone, "1");
        dial(gateway);
        until(() -> called(refused).result().isPresent());
        return called(refused).result().orElseThrow();
    }

    /** As the job does it. */
    private static void dial(CallGateway gateway) {
        gateway.claimCalls()
                .await()
                .atMost(LIMIT)
                .forEach(call -> gateway.place(call).await().atMost(LIMIT));
    }

    private void plan(CallMatter matter, SipPhone phone, String post) {
        plan(matter, phone, new Recipient.PostHolder(new PostId(post)));
    }

    private void plan(CallMatter matter, SipPhone phone, Recipient recipient) {
        store.plan(
                        new PlannedCall(matter, recipient, "", Integer.toString(phone.port()), Optional.empty()),
                        clock.instant())
                .await()
                .atMost(LIMIT);
    }

    private CalledRecipient called(CallMatter matter) {
        return board(matter).getFirst();
    }

    private List<CalledRecipient> board(CallMatter matter) {
        return store.findByMatter(matter, 10, clock.instant(), 20)
                .await()
                .atMost(LIMIT)
                .calls();
    }

    private Optional<OutboundResult> result() {
        return called(FIRE).result();
    }

    private int attempts() {
        List<Attempt> all = new ArrayList<>();
        for (int matter = 1; matter <= 2; matter++) {
            board(new CallMatter.OfBroadcast(matter)).forEach(one -> all.addAll(one.attempts()));
        }
        return all.size();
    }

    private SipPhone phone() {
        return phone(VOICE);
    }

    private SipPhone phone(Tone voice) {
        SipPhone phone = new SipPhone(asterisk.sipPort(), "called", voice);
        phones.add(phone);
        return phone;
    }

    /** Of a reporter who speaks. */
    private SipPhone reporter() {
        SipPhone reporter = phone(REPORTER);
        reporter.speak(true);
        reporterNumber = Optional.of(Integer.toString(reporter.port()));
        return reporter;
    }

    /** Of an owner who speaks, has picked up and is to press 1. */
    private SipPhone askOwner(CallGateway gateway) throws InterruptedException {
        SipPhone owner = phone();
        owner.speak(true);
        plan(TALK, owner, "1");
        dial(gateway);
        until(() -> heardFollowUp(owner).contains("reporter-call-press-one"));
        return owner;
    }

    /** In the last quarter of a second. */
    private static boolean isHeard(Tone voice, SipPhone phone) {
        int[] heard = phone.heard();
        return voice.greatestShare(Arrays.copyOfRange(heard, Math.max(0, heard.length - 2_000), heard.length)) > 0.6;
    }

    private static List<String> heard(SipPhone phone) {
        return PromptTones.read(phone.heard());
    }

    private static List<String> heardFollowUp(SipPhone phone) {
        return PromptTones.readFollowUp(phone.heard());
    }

    private Uni<Void> acknowledge(OutboundCall call, String keys) {
        acknowledged.add(call);
        pressed.add(keys);
        return failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                ? Uni.createFrom().failure(new IllegalStateException("the store is away"))
                : Uni.createFrom().voidItem();
    }

    private Uni<Optional<String>> readNumber(OutboundCall call) {
        numberReads.incrementAndGet();
        return Uni.createFrom().completionStage(numberIsRead).replaceWith(reporterNumber);
    }

    private CallGateway startGateway(String instance) throws InterruptedException {
        var address = new AriOptions(
                "127.0.0.1",
                asterisk.httpPort(),
                asterisk.user(),
                asterisk.password(),
                instance,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                4);
        CallGateway started = new CallGateway(
                vertx.getOrCreateContext(),
                address,
                new CallGatewayOptions(
                        instance,
                        PromptFiles.of(prompts),
                        "",
                        "",
                        "PJSIP/trunk/sip:called@127.0.0.1:" + CallGatewayOptions.EXTENSION,
                        "",
                        CallGatewayOptions.LEASE),
                clock,
                calls,
                calls,
                new InMemoryAgents(calls),
                new InMemoryCallReports(),
                Optional.of(new OutboundCalling(
                        trunk,
                        2,
                        20,
                        store,
                        new InMemoryAgents(calls),
                        new InMemoryCallListenings(calls, new InMemoryAgents(calls)),
                        this::acknowledge,
                        OutboundCallingFixture::redial,
                        now -> true,
                        this::readNumber)));
        gateways.add(started);
        started.start();
        until(() -> trunk.isEmpty() ? started.isReady() : started.isCalling());
        return started;
    }

    /** The clock of the machine, moved ahead by a test. */
    private static final class MovedClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
