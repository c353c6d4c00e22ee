package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lianhu.core.call.AgentPause;
import lianhu.core.call.AgentState;
import lianhu.core.call.AgentStatus;
import lianhu.core.call.CallListenings;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallListenings;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.StoredCall;
import lianhu.core.call.ThirdParty;
import lianhu.core.outbound.InMemoryOutboundCalls;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.gateway.outbound.OutboundCalling;
import lianhu.telephony.gateway.recording.BridgeRecording;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.phone.Alaw;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import lianhu.telephony.prompt.PromptFiles;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Callers and agents by SIP through a real Asterisk. */
@NullUnmarked
class AgentCallTest extends AsteriskTestBase {
    /** Of Asterisk, for a telephone that sends nothing any more. */
    private static final Duration RTP_TIMEOUT = Duration.ofSeconds(30);

    private static final int WAV_HEADER = 44;
    private static final Tone CALLER = new Tone(440);
    /** Far from every prompt: a prompt that begins or ends within a frame is heard a little beside its pitch. */
    private static final Tone AGENT = new Tone(3_900);

    private static final Tone THIRD = new Tone(3_700);
    private static final Tone COLLEAGUE = new Tone(3_100);
    private static final Tone DESK = new Tone(3_500);

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryCallStore store = new InMemoryCallStore();
    private final InMemoryAgents agents = new InMemoryAgents(store);
    private final InMemoryCallListenings listenings = new InMemoryCallListenings(store, agents);
    private final InMemoryCallReports reports = new InMemoryCallReports();
    private CallGateway gateway;
    private SipPhone caller;
    private SipPhone agent;
    private SipPhone desk;
    private SipPhone third;
    private SipPhone colleague;

    @BeforeEach
    void start() throws InterruptedException {
        caller = new SipPhone(asterisk.sipPort(), "13900000003", CALLER);
        agent = new SipPhone(asterisk.sipPort(), "8001", AGENT);
        desk = new SipPhone(asterisk.sipPort(), "119", DESK);
        third = new SipPhone(asterisk.sipPort(), "called", THIRD);
        colleague = new SipPhone(asterisk.sipPort(), "8002", COLLEAGUE);
        agent.register(asterisk.agentPassword());
        gateway = startGateway();
        agents.signIn("chen", "陈静", "8001", List.of(), Instant.EPOCH).await().indefinitely();
    }

    /** A channel that stays would be taken for a call of the next test. */
    @AfterEach
    void stop() throws InterruptedException {
        caller.hangUp();
        until(() -> outcome().isPresent());
        caller.close();
        agent.close();
        desk.close();
        third.close();
        colleague.close();
        gateway.close().await().atMost(LIMIT);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aCallerTalksWithAnAgentWhoSeesAMaskedNumber() throws Exception {
        // When
        caller.call();
        agent.awaitAnswer(LIMIT);
        until(() -> step() == CallStep.TALK);
        assertEquals(AgentState.TALKING, status().state());
        // Then
        caller.speak(true);
        until(() -> CALLER.greatestShare(agent.heard()) > 0.5);
        agent.speak(true);
        until(() -> AGENT.greatestShare(caller.heard()) > 0.5);
        assertEquals("139****0003", agent.shownNumber());
        assertEquals(List.of("greeting"), heard().subList(0, 1));

        agent.hangUp();
        caller.awaitEnd(LIMIT);
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.ANSWERED), outcome());
        assertEquals(AgentState.WRAPPING_UP, status().state());
        // The recording of the talk goes to the report of the call.
        until(() -> !reports.bridge(id()).isEmpty());
    }

    @Test
    void theRecordingOfATalkWithNothingToFileIsDeleted() throws Exception {
        reports.useBridges(new BridgeRecording.Keep());
        caller.call();
        agent.awaitAnswer(LIMIT);
        until(() -> recordings().stream().anyMatch(file -> file.contains("-bridge")));
        caller.hangUp();
        until(() -> outcome().isPresent());

        reports.useBridges(new BridgeRecording.Delete());

        until(() -> recordings().stream().noneMatch(file -> file.contains("-bridge")));
        assertEquals(List.of(), reports.bridge(id()));
    }

    @Test
    void whatIsSaidWhileTheAgentPausesTheRecordingIsNotInIt() throws Exception {
        talkToRecord();

        agent.press('7');
        until(() -> status().isRecordingPaused());
        agent.speak(true);
        until(() -> AGENT.greatestShare(caller.heard()) > 0.3);
        // The next gateway knows that the recording is paused.
        gateway.close().await().atMost(LIMIT);
        gateway = startGateway();
        oneSecond();
        agent.speak(false);
        oneSecond();
        agent.press('7');
        until(() -> !status().isRecordingPaused());
        oneSecond();
        agent.hangUp();
        until(() -> !reports.bridge(id()).isEmpty());

        assertTrue(AGENT.greatestShare(recorded()) < 0.01, "the agent is in the recording");
        assertTrue(recorded().length > 1.8 * Alaw.RATE, recorded().length + " samples");
    }

    /** The gateway ended between storing that the recording is paused and pausing it. */
    @Test
    void aRecordingThatWasNotPausedYetIsPausedByTheNextGateway() throws Exception {
        talkToRecord();
        store.keepAnswersOf(CallStep.TALK);
        agent.press('7');
        until(() -> status().isRecordingPaused());
        gateway.close().await().atMost(LIMIT);

        gateway = startGateway();
        oneSecond();
        agent.speak(true);
        until(() -> AGENT.greatestShare(caller.heard()) > 0.3);
        agent.hangUp();

        until(() -> !reports.bridge(id()).isEmpty());
        assertTrue(CALLER.greatestShare(recorded()) > 0.5, "the caller is not in the recording");
        assertTrue(AGENT.greatestShare(recorded()) < 0.01, "the agent is in the recording");
    }

    private void talkToRecord() throws Exception {
        talk();
        caller.speak(true);
        until(() -> CALLER.greatestShare(agent.heard()) > 0.5);
        oneSecond();
    }

    /** As much as the agent hears in it. */
    private void oneSecond() throws InterruptedException {
        int before = agent.heard().length;
        until(() -> agent.heard().length > before + Alaw.RATE);
    }

    /** The samples of the talk's recording. */
    private int[] recorded() {
        return reports.bridge(id()).stream()
                .flatMapToInt(wav -> {
                    ShortBuffer samples = ByteBuffer.wrap(wav, WAV_HEADER, wav.length - WAV_HEADER)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asShortBuffer();
                    return IntStream.range(0, samples.remaining()).map(samples::get);
                })
                .toArray();
    }

    @Test
    void anAgentWhoPressesNineJoinsTheEmergencyDesk() throws Exception {
        caller.call();
        agent.awaitAnswer(LIMIT);
        until(() -> step() == CallStep.TALK);

        agent.press('9');

        until(() -> step() == CallStep.EMERGENCY_HAND_OVER);
        desk.awaitAnswer(LIMIT);
        desk.speak(true);
        until(() -> DESK.greatestShare(caller.heard()) > 0.5 && DESK.greatestShare(agent.heard()) > 0.5);
        assertEquals(ReportKind.EMERGENCY, reports.entries().getFirst().kind());
    }

    @Test
    void anAgentWhoDoesNotAnswerIsPausedAndTheCallerIsAskedForAMessage() throws Exception {
        agent.ring();

        caller.call();
        until(agent::isRinging);
        assertEquals(AgentState.RINGING, status().state());
        until(() -> heard().contains("beep"));

        assertEquals(Optional.of(AgentPause.NO_ANSWER), status().pause());
        assertTrue(heard().contains("please-wait"), heard()::toString);
        assertTrue(PromptTones.MUSIC.greatestShare(caller.heard()) > 0.5, "music while the telephone rings");
    }

    @Test
    void aCallerWhoHangsUpWhileTheTelephoneRingsIsCalledBackAndTheAgentIsFree() throws Exception {
        agent.ring();
        caller.call();
        until(agent::isRinging);

        caller.hangUp();

        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.CALLBACK_TASK), outcome());
        until(() -> status().state() == AgentState.READY);
    }

    /** kill -9: nothing ends, and nothing is lost; the talk goes on and the next gateway carries it on. */
    @Test
    void aTalkOutlivesTheGateway() throws Exception {
        caller.call();
        agent.awaitAnswer(LIMIT);
        agent.speak(true);
        until(() -> AGENT.greatestShare(caller.heard()) > 0.5);
        gateway.close().await().atMost(LIMIT);

        caller.speak(true);
        until(() -> CALLER.greatestShare(agent.heard()) > 0.5);
        gateway = startGateway();
        agent.hangUp();

        caller.awaitEnd(LIMIT);
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.ANSWERED), outcome());
    }

    /** kill -9 between storing that the agent has answered and joining the two. */
    @Test
    void twoWhoWereNotJoinedYetAreJoinedByTheNextGateway() throws Exception {
        store.keepAnswersOf(CallStep.TALK);
        caller.call();
        agent.awaitAnswer(LIMIT);
        until(() -> step() == CallStep.TALK);
        gateway.close().await().atMost(LIMIT);

        gateway = startGateway();

        caller.speak(true);
        until(() -> CALLER.greatestShare(agent.heard()) > 0.5);
    }

    @Test
    void anAgentWhoHangsUpWhileTheGatewayIsAwayIsNotWaitedFor() throws Exception {
        caller.call();
        agent.awaitAnswer(LIMIT);
        until(() -> step() == CallStep.TALK);
        gateway.close().await().atMost(LIMIT);

        agent.hangUp();
        agent.awaitEnd(LIMIT);
        gateway = startGateway();

        until(() -> heard().contains("agent-lost"));
    }

    /** The recording of the lost talk is there already, under the name of its bridge. */
    @Test
    void anEmergencyAfterALostTalkIsRecordedToo() throws Exception {
        talk();
        gateway.close().await().atMost(LIMIT);
        agent.hangUp();
        agent.awaitEnd(LIMIT);
        gateway = startGateway();
        until(() -> heard().contains("agent-lost"));

        caller.press('9');
        desk.awaitAnswer(LIMIT);
        desk.speak(true);
        until(() -> DESK.greatestShare(caller.heard()) > 0.5);

        until(() -> recordings().stream()
                        .filter(file -> file.startsWith(id().value()) && file.contains("-bridge"))
                        .count()
                == 2);
    }

    @Test
    void aCallerWhoseAgentVanishesIsAskedToGoOn() throws Exception {
        caller.call();
        agent.awaitAnswer(LIMIT);
        until(() -> step() == CallStep.TALK);

        agent.vanish();

        until(RTP_TIMEOUT.plus(LIMIT), () -> heard().contains("agent-lost"));
        assertEquals(Optional.of(AgentPause.NO_ANSWER), status().pause());
        assertFalse(outcome().isPresent());
    }

    @Test
    void anAgentAddsAThirdPartyAndLeavesTheCallerToIt() throws Exception {
        talk();
        ask();
        third.awaitAnswer(LIMIT);
        third.speak(true);
        until(() -> THIRD.greatestShare(caller.heard()) > 0.5 && THIRD.greatestShare(agent.heard()) > 0.5);
        assertFalse(third.shownNumber().contains("139"), third::shownNumber);

        agent.hangUp();

        until(() -> status().state() == AgentState.WRAPPING_UP);
        caller.speak(true);
        int before = third.heard().length;
        until(() -> CALLER.greatestShare(Arrays.copyOfRange(third.heard(), before, third.heard().length)) > 0.5);
        third.hangUp();
        caller.awaitEnd(LIMIT);
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.ANSWERED), outcome());
    }

    @Test
    void anAgentLeavesTheCallerToATelephoneThatRings() throws Exception {
        third.ring();
        talk();
        ask();
        leaveToThirdPartyThatRings();
    }

    /** Several times: what is played while the bridge still holds the caller is lost about once in ten. */
    @RepeatedTest(5)
    void aCallerWhomTheThirdPartyDeclinesHearsThatAMessageIsTaken() throws Exception {
        third.ring();
        talk();
        ask();
        until(third::isRinging);
        agent.hangUp();
        until(() -> status().state() == AgentState.WRAPPING_UP);

        third.decline();

        until(() -> heard().contains("agent-lost"));
    }

    /** Nobody talks with the caller any more, and what comes next cannot be stored. */
    @Test
    void aCallerWhomTheThirdPartyDeclinesWhileTheStoreIsAwayIsTakenByTheDialplan() throws Exception {
        third.ring();
        talk();
        ask();
        until(third::isRinging);
        agent.hangUp();
        until(() -> status().state() == AgentState.WRAPPING_UP);
        store.setAway(true);

        third.decline();

        until(() -> heard().contains("beep"));
        store.setAway(false);
    }

    @Test
    void anAgentWhoseThirdPartyIsBusyTalksOnAndAsksAgain() throws Exception {
        third.refuse("486 Busy Here");
        talk();
        ask();
        until(() -> third.invitations() == 1 && status().thirdParty() == ThirdParty.NONE);

        third.refuse("");
        ask();

        third.awaitAnswer(LIMIT);
        until(() -> status().thirdParty() == ThirdParty.TALKING);
    }

    /** The gateway ended after the transfer: the next one carries on a talk in which no agent is. */
    @Test
    void aTalkWithAThirdPartyOutlivesTheGateway() throws Exception {
        talk();
        ask();
        third.awaitAnswer(LIMIT);
        until(() -> status().thirdParty() == ThirdParty.TALKING);
        agent.hangUp();
        until(() -> status().state() == AgentState.WRAPPING_UP);
        gateway.close().await().atMost(LIMIT);

        gateway = startGateway();
        third.speak(true);
        until(() -> THIRD.greatestShare(caller.heard()) > 0.5);
        third.hangUp();

        caller.awaitEnd(LIMIT);
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.ANSWERED), outcome());
    }

    @Test
    void aColleagueJoinsTheTalkAndTakesItWhenTheAgentHangsUp() throws Exception {
        colleague.ring();
        talk();
        askColleague();
        until(colleague::isRinging);
        assertEquals(AgentState.RINGING, status("wang").state());
        assertEquals("139****0003", colleague.shownNumber());
        colleague.pickUp();
        colleague.speak(true);
        until(() -> COLLEAGUE.greatestShare(caller.heard()) > 0.5 && COLLEAGUE.greatestShare(agent.heard()) > 0.5);

        agent.hangUp();

        until(() -> status("chen").state() == AgentState.WRAPPING_UP
                && !status("wang").isColleague());
        assertEquals(AgentState.TALKING, status("wang").state());
        caller.speak(true);
        int before = colleague.heard().length;
        until(() ->
                CALLER.greatestShare(Arrays.copyOfRange(colleague.heard(), before, colleague.heard().length)) > 0.5);
        // The keys of the agent are the colleague's now.
        colleague.press('7');
        until(() -> status("wang").isRecordingPaused());
        colleague.press('7');
        until(() -> !status("wang").isRecordingPaused());
        caller.speak(false);
        colleague.press('9');
        desk.awaitAnswer(LIMIT);
        desk.speak(true);
        until(() -> DESK.greatestShare(colleague.heard()) > 0.5);
    }

    @Test
    void anAgentLeavesTheCallerToAColleagueWhoseTelephoneRings() throws Exception {
        colleague.ring();
        talk();
        askColleague();
        until(colleague::isRinging);

        agent.hangUp();
        until(() -> status("chen").state() == AgentState.WRAPPING_UP);
        colleague.pickUp();

        colleague.speak(true);
        until(() -> COLLEAGUE.greatestShare(caller.heard()) > 0.5);
        until(() -> !status("wang").isColleague());
        int before = caller.heard().length;
        until(() -> caller.heard().length > before + Alaw.RATE);
        colleague.hangUp();
        caller.awaitEnd(LIMIT);
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.ANSWERED), outcome());
        assertEquals(AgentState.WRAPPING_UP, status("wang").state());
        // One recording from the first word to the last.
        until(() -> !reports.bridge(id()).isEmpty());
        assertTrue(COLLEAGUE.greatestShare(recorded()) > 0.5);
    }

    @Test
    void aColleagueWhoDoesNotAnswerIsPausedAndTheAgentTalksOn() throws Exception {
        colleague.refuse("486 Busy Here");
        talk();
        askColleague();

        until(() -> status("wang").pause().equals(Optional.of(AgentPause.NO_ANSWER)));

        assertEquals(ThirdParty.NONE, status("chen").thirdParty());
        agent.speak(true);
        until(() -> AGENT.greatestShare(caller.heard()) > 0.5);
    }

    /** The gateway ended after storing the transfer and before the rows of the agents followed. */
    @Test
    void aTransferOutlivesTheGateway() throws Exception {
        talk();
        askColleague();
        colleague.awaitAnswer(LIMIT);
        until(() -> status("chen").thirdParty() == ThirdParty.TALKING);
        store.keepAnswersOf(CallStep.TALK);
        agent.hangUp();
        until(() -> store.calls().getFirst().state().contains("\"agent\":\"wang\""));
        gateway.close().await().atMost(LIMIT);
        assertEquals(AgentState.TALKING, status("wang").state());

        store.keepAnswersOf(null);
        gateway = startGateway();

        until(() -> status("chen").state() == AgentState.WRAPPING_UP
                && !status("wang").isColleague());
        colleague.speak(true);
        until(() -> COLLEAGUE.greatestShare(caller.heard()) > 0.5);
        colleague.press('7');
        until(() -> status("wang").isRecordingPaused());
    }

    @Test
    void aTeamLeadHearsBothAndIsHeardByNobodyAndNotRecorded() throws Exception {
        talk();
        listen();
        caller.speak(true);
        until(() -> CALLER.greatestShare(colleague.heard()) > 0.5);
        caller.speak(false);
        agent.speak(true);
        until(() -> AGENT.greatestShare(colleague.heard()) > 0.5);
        agent.speak(false);
        oneSecond();

        colleague.speak(true);
        colleague.press('9');
        int callerBefore = caller.heard().length;
        int agentBefore = agent.heard().length;
        oneSecond();
        oneSecond();

        assertTrue(COLLEAGUE.greatestShare(since(callerBefore, caller)) < 0.01, "the caller hears the listener");
        assertTrue(COLLEAGUE.greatestShare(since(agentBefore, agent)) < 0.01, "the agent hears the listener");
        assertEquals(CallStep.TALK, step(), "the keys of a listener mean nothing");
        agent.hangUp();
        colleague.awaitEnd(LIMIT);
        until(() -> !reports.bridge(id()).isEmpty());
        assertTrue(COLLEAGUE.greatestShare(recorded()) < 0.01, "the listener is in the recording");
        assertListenedAndEnded();
    }

    @Test
    void theTalkGoesOnWhenTheListenerHangsUpAndAnEmergencyEndsTheListening() throws Exception {
        talk();
        listen();
        colleague.hangUp();
        until(() -> listenings.entries().getFirst().to().isPresent());
        agent.speak(true);
        until(() -> AGENT.greatestShare(caller.heard()) > 0.5);

        SipPhone second = new SipPhone(asterisk.sipPort(), "8002", COLLEAGUE);
        second.register(asterisk.agentPassword());
        assertEquals(CallListenings.Result.ASKED, askToListen());
        second.awaitAnswer(LIMIT);
        until(() -> listenings.entries().getLast().from().isPresent());
        caller.press('9');

        second.awaitEnd(LIMIT);
        assertListenedAndEnded();
        second.close();
    }

    /** Nothing of it stays in Asterisk, and the record of who heard what has an end. */
    @Test
    void listeningEndsWithTheGateway() throws Exception {
        talk();
        listen();
        agent.speak(true);
        until(() -> AGENT.greatestShare(colleague.heard()) > 0.5);

        gateway.close().await().atMost(LIMIT);

        colleague.awaitEnd(LIMIT);
        gateway = startGateway();
        assertListenedAndEnded();
        until(() -> AGENT.greatestShare(caller.heard()) > 0.5);
        assertEquals(CallStep.TALK, step());
    }

    /** kill -9: the next gateway finds the telephone of the listener in the bridge. */
    @Test
    void listeningEndsWithTheNextGatewayWhenOneDies() throws Exception {
        gateway.close().await().atMost(LIMIT);
        Vertx dying = Vertx.vertx();
        gateway = startGateway(dying);
        talk();
        listen();
        dying.close().toCompletionStage().toCompletableFuture().join();

        gateway = startGateway();

        colleague.awaitEnd(LIMIT);
        assertListenedAndEnded();
        agent.speak(true);
        until(() -> AGENT.greatestShare(caller.heard()) > 0.5);
    }

    @Test
    void whoseListeningCannotBeStoredHearsNothing() throws Exception {
        talk();
        listenings.setAway(true);
        agent.speak(true);
        colleague.register(asterisk.agentPassword());
        assertEquals(CallListenings.Result.ASKED, askToListen());

        colleague.awaitEnd(LIMIT);

        assertTrue(AGENT.greatestShare(colleague.heard()) < 0.01, "the listener hears the talk");
    }

    @Test
    void aCallerOnHoldHearsThePromptAndNotTheAgentAndNothingIsRecorded() throws Exception {
        talkToRecord();
        caller.speak(false);

        agent.press('8');
        until(() -> heard().contains("please-hold"));
        assertTrue(status("chen").isCallerOnHold());
        ask();
        third.awaitAnswer(LIMIT);
        int before = caller.heard().length;
        agent.speak(true);
        third.speak(true);
        until(() -> AGENT.greatestShare(third.heard()) > 0.5 && THIRD.greatestShare(agent.heard()) > 0.5);
        until(() -> heard().stream().filter("please-hold"::equals).count() == 2);
        assertTrue(AGENT.greatestShare(since(before, caller)) < 0.01, "the caller hears the agent");
        assertTrue(THIRD.greatestShare(since(before, caller)) < 0.01, "the caller hears the third party");
        third.speak(false);
        agent.speak(false);
        oneSecond();
        agent.press('8');
        until(() -> !status("chen").isCallerOnHold());
        caller.speak(true);
        int agentBefore = agent.heard().length;
        until(() -> CALLER.greatestShare(since(agentBefore, agent)) > 0.5);

        caller.hangUp();
        until(() -> !reports.bridge(id()).isEmpty());
        assertTrue(CALLER.greatestShare(recorded()) > 0.5, "the caller is not in the recording");
        assertTrue(AGENT.greatestShare(recorded()) < 0.01, "the agent is in the recording");
        assertTrue(THIRD.greatestShare(recorded()) < 0.01, "the third party is in the recording");
    }

    @Test
    void aCallerOnHoldWhomTheAgentLeavesToATelephoneThatRingsHearsWhoAnswers() throws Exception {
        reports.useBridges(new BridgeRecording.Submit("13900000003", ""));
        third.ring();
        talk();
        agent.press('8');
        until(() -> heard().contains("please-hold"));
        ask();
        leaveToThirdPartyThatRings();
        until(() -> recordings().stream()
                        .filter(file -> file.startsWith(id().value()) && file.contains("-bridge"))
                        .count()
                == 2);
        // Nobody files the talk: the first recording makes the report, and the second is added to it.
        third.hangUp();
        until(() -> !reports.entries().isEmpty() && !reports.bridge(id()).isEmpty());
        assertEquals(ReportKind.UNFILED_TALK, reports.entries().getFirst().kind());
    }

    @Test
    void theHoldButtonOfTheTelephoneLetsTheCallerHearThePromptToo() throws Exception {
        talk();
        agent.hold(true);
        until(() -> heard().contains("please-hold"));

        agent.hold(false);

        until(() -> !status("chen").isCallerOnHold());
        agent.speak(true);
        until(() -> AGENT.greatestShare(caller.heard()) > 0.5);
    }

    /** The gateway ended while the caller was on hold, and the prompt with it. */
    @Test
    void aHoldOutlivesTheGateway() throws Exception {
        talk();
        agent.press('8');
        until(() -> heard().contains("please-hold"));
        gateway.close().await().atMost(LIMIT);
        long before = heard().stream().filter("please-hold"::equals).count();

        gateway = startGateway();

        until(() -> heard().stream().filter("please-hold"::equals).count() > before);
        agent.press('8');
        until(() -> !status("chen").isCallerOnHold());
        agent.speak(true);
        until(() -> AGENT.greatestShare(caller.heard()) > 0.5);
    }

    private void listen() throws InterruptedException {
        colleague.register(asterisk.agentPassword());
        assertEquals(CallListenings.Result.ASKED, askToListen());
        colleague.awaitAnswer(LIMIT);
        until(() -> listenings.entries().getFirst().from().isPresent());
        oneSecond();
    }

    private CallListenings.Result askToListen() {
        return listenings
                .request("chen", new CallListenings.Listener("wang.li", "王丽", "8002"), Instant.now())
                .await()
                .indefinitely();
    }

    private void assertListenedAndEnded() throws InterruptedException {
        until(() -> listenings.entries().stream()
                .allMatch(entry -> entry.from().isPresent() && entry.to().isPresent()));
    }

    private static int[] since(int before, SipPhone phone) {
        int[] heard = phone.heard();
        return Arrays.copyOfRange(heard, before, heard.length);
    }

    private void askColleague() throws InterruptedException {
        colleague.register(asterisk.agentPassword());
        agents.signIn("wang", "王丽", "8002", List.of(), Instant.now()).await().indefinitely();
        assertTrue(
                agents.requestColleague("chen", "wang", Instant.now()).await().indefinitely());
    }

    private AgentStatus status(String login) {
        return agents.list(Instant.now()).await().indefinitely().stream()
                .filter(one -> one.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    /** The agent hangs up while the telephone rings, and the third party picks up and is heard. */
    private void leaveToThirdPartyThatRings() throws InterruptedException {
        until(third::isRinging);
        agent.hangUp();
        until(() -> status().state() == AgentState.WRAPPING_UP);
        third.pickUp();
        third.speak(true);
        until(() -> THIRD.greatestShare(caller.heard()) > 0.5);
    }

    private void talk() throws InterruptedException {
        caller.call();
        agent.awaitAnswer(LIMIT);
        until(() -> step() == CallStep.TALK);
    }

    private void ask() {
        assertTrue(agents.request("chen", Integer.toString(third.port()), Instant.now())
                .await()
                .indefinitely());
    }

    private CallStep step() {
        return store.calls().stream().map(StoredCall::step).findFirst().orElse(CallStep.GREET);
    }

    private CallId id() {
        return new CallId(store.calls().getFirst().id());
    }

    private AgentStatus status() {
        return agents.list(Instant.now()).await().indefinitely().getFirst();
    }

    private List<String> heard() {
        return PromptTones.read(caller.heard());
    }

    private Optional<CallOutcome> outcome() {
        return store.calls().stream().map(StoredCall::outcome).findFirst().orElse(Optional.empty());
    }

    private CallGateway startGateway() throws InterruptedException {
        return startGateway(vertx);
    }

    private CallGateway startGateway(Vertx vertx) throws InterruptedException {
        var address =
                AriOptions.of("127.0.0.1", asterisk.httpPort(), asterisk.user(), asterisk.password(), "hotline", "a");
        var options = new CallGatewayOptions(
                "hotline-a",
                PromptFiles.of(prompts),
                desk.endpoint(),
                "",
                "PJSIP/" + CallGatewayOptions.EXTENSION,
                "",
                CallGatewayOptions.LEASE);
        var calling = OutboundCallingFixture.of(
                "PJSIP/trunk/sip:called@127.0.0.1:" + OutboundCalling.NUMBER,
                2,
                new InMemoryOutboundCalls(),
                agents,
                listenings,
                (call, keys) -> Uni.createFrom().voidItem());
        var started = new CallGateway(
                vertx.getOrCreateContext(),
                address,
                options,
                Clock.systemUTC(),
                store,
                store,
                agents,
                reports,
                Optional.of(calling));
        started.start();
        until(started::isReady);
        return started;
    }
}
