package lianhu.core.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lianhu.core.call.AgentSessions.SignIn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How agents are given to calls. The fake of the gateway's tests and the database pass the same. */
public abstract class AgentContract {
    private static final String PAUSED = "{\"" + StoredCall.RECORDING_PAUSED + "\":true}";
    private static final String TRANSFERRED =
            "{\"%s\":\"wang\",\"%s\":true}".formatted(StoredCall.AGENT, StoredCall.AGENT_JOINED);
    private static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");

    private @Nullable CallLease lease;

    protected abstract CallStore calls();

    protected abstract AgentClaims claims();

    protected abstract AgentSessions sessions();

    protected abstract ThirdPartyRequests requests();

    protected abstract CallLeases leases();

    @Test
    void withoutAgentsNobodyIsFound() {
        arrives("1.1", 0);

        assertEquals(new AgentClaim.NoneSignedIn(), claim("1.1"));
    }

    @Test
    void theAgentWhoIsIdleLongestIsFoundAndNotASecondTime() {
        signIn("chen", "8001", 0);
        signIn("wang", "8002", 1);
        arrives("1.1", 2);
        arrives("1.2", 3);
        arrives("1.3", 4);

        assertEquals(new AgentClaim.Claimed("chen", "8001"), claim("1.1"));
        assertEquals(new AgentClaim.Claimed("chen", "8001"), claim("1.1"), "asked twice");
        assertEquals(new AgentClaim.Claimed("wang", "8002"), claim("1.2"));
        assertEquals(new AgentClaim.AllBusy(), claim("1.3"));
        assertEquals(AgentState.RINGING, state("chen"));
    }

    @Test
    void whoHasWaitedLongerComesFirst() {
        signIn("chen", "8001", 0);
        arrives("1.1", 1);
        arrives("1.2", 2);

        assertEquals(new AgentClaim.AllBusy(), claim("1.2"));
        assertEquals(new AgentClaim.Claimed("chen", "8001"), claim("1.1"));
    }

    @Test
    void whoAsksForALanguageGetsOnlyAgentsWhoSpeakIt() {
        signIn("chen", "8001", 0);
        signIn("zhuoma", "8002", 1, "bo", "mn");
        signIn("wang", "8003", 2);
        asks("1.1", "bo", 3);
        asks("1.2", "bo", 4);
        asks("1.3", "ybe", 5);

        assertEquals(new AgentClaim.Claimed("zhuoma", "8002"), claim("1.1"));
        assertEquals(new AgentClaim.AllBusy(), claim("1.2"), "the one who speaks it is called");
        assertEquals(new AgentClaim.NoneSignedIn(), claim("1.3"));
    }

    @Test
    void whoSpeaksALanguageIsSparedForThoseWhoAskForIt() {
        signIn("zhuoma", "8002", 0, "bo");
        signIn("chen", "8001", 1);
        arrives("1.1", 2);
        arrives("1.2", 3);

        assertEquals(new AgentClaim.Claimed("chen", "8001"), claim("1.1"));
        assertEquals(new AgentClaim.Claimed("zhuoma", "8002"), claim("1.2"), "nobody else is free");
    }

    @Test
    void whoWaitsForALanguageKeepsNobodyElseWaiting() {
        signIn("chen", "8001", 0);
        asks("1.1", "bo", 1);
        arrives("1.2", 2);
        assertEquals(new AgentClaim.Claimed("chen", "8001"), claim("1.2"));
        signIn("wang", "8003", 3);
        signIn("zhuoma", "8002", 4, "bo");
        arrives("1.3", 5);
        arrives("1.4", 6);

        assertEquals(new AgentClaim.Claimed("wang", "8003"), claim("1.3"));
        assertEquals(
                new AgentClaim.AllBusy(), claim("1.4"), "the agent left speaks the language that another waits for");
        assertEquals(new AgentClaim.Claimed("zhuoma", "8002"), claim("1.1"));
    }

    @Test
    void ofTwoLanguagesThatOneAgentSpeaksWhoHasWaitedLongerComesFirst() {
        signIn("zhuoma", "8002", 0, "bo", "mn");
        asks("1.1", "bo", 1);
        asks("1.2", "mn", 2);

        assertEquals(new AgentClaim.AllBusy(), claim("1.2"));
        assertEquals(new AgentClaim.Claimed("zhuoma", "8002"), claim("1.1"));
    }

    @Test
    void whoAsksForNoLanguageAndHasWaitedLongerComesBeforeWhoAsksForOne() {
        signIn("zhuoma", "8002", 0, "bo");
        arrives("1.1", 1);
        asks("1.2", "bo", 2);

        assertEquals(new AgentClaim.AllBusy(), claim("1.2"));
        assertEquals(new AgentClaim.Claimed("zhuoma", "8002"), claim("1.1"));
    }

    /** Whom only other agents could serve does not stand before a caller either. */
    @Test
    void whomNoneOfTheAgentsForACallerCouldServeKeepsThatCallerNotWaiting() {
        signIn("zhuoma", "8002", 0, "bo");
        signIn("bater", "8003", 1, "mn");
        asks("1.1", "ybe", 2);
        asks("1.2", "mn", 3);
        asks("1.3", "bo", 4);

        assertEquals(new AgentClaim.Claimed("zhuoma", "8002"), claim("1.3"));
        assertEquals(new AgentClaim.NoneSignedIn(), claim("1.1"));
    }

    /** Its caller may be gone, and nobody looks for an agent for it. */
    @Test
    void aCallThatNoGatewayCarriesOnKeepsNobodyWaiting() {
        signIn("chen", "8001", 0);
        arrives("1.1", 1);
        arrives("1.2", 2);
        assertEquals(new AgentClaim.AllBusy(), claim("1.2"), "the first waits");

        await(leases().release(Objects.requireNonNull(lease)));

        assertEquals(new AgentClaim.Claimed("chen", "8001"), claim("1.2"));
    }

    @Test
    void theLanguageThatACallerChoseLastIsRemembered() {
        asks("1.1", "bo", 0);
        asks("1.2", "zh-CN", 1);
        arrives("1.3", 2);
        arrives("1.4", 3);

        assertEquals(Optional.of("zh-CN"), await(calls().lastLanguage("1.4")));
        assertEquals(Optional.of("bo"), await(calls().lastLanguage("1.2")));
        assertEquals(Optional.empty(), await(calls().lastLanguage("1.1")));
    }

    @Test
    void anAgentWhoMissesACallIsPausedUntilTheAgentResumes() {
        signIn("chen", "8001", 0);
        arrives("1.1", 1);
        claim("1.1");

        await(claims().release("1.1", AgentRelease.MISSED, AT.plusSeconds(20)));

        assertEquals(new AgentClaim.NoneSignedIn(), claim("1.1"));
        assertEquals(Optional.of(AgentPause.NO_ANSWER), status("chen").pause());
        assertTrue(await(sessions().resume("chen", AT.plusSeconds(30))));
        assertEquals(new AgentClaim.Claimed("chen", "8001"), claim("1.1"));
    }

    @Test
    void anAgentWhoIsReleasedIsFree() {
        signIn("chen", "8001", 0);
        arrives("1.1", 1);
        claim("1.1");

        await(claims().release("1.1", AgentRelease.FREE, AT.plusSeconds(20)));

        assertEquals(AgentState.READY, state("chen"));
    }

    @Test
    void anAgentTalksThenWrapsUpThenIsFree() {
        chenTalks();
        assertEquals(AgentState.TALKING, state("chen"));
        assertFalse(await(sessions().signOut("chen", AT.plusSeconds(10))), "the agent talks");

        moves("1.1", 3, CallStep.CLOSED, Optional.of(CallOutcome.ANSWERED));
        arrives("1.2", 30);

        assertEquals(AgentState.WRAPPING_UP, state("chen"));
        assertEquals(new AgentClaim.AllBusy(), claim("1.2"));
        assertEquals(
                new AgentClaim.Claimed("chen", "8001"),
                await(claims().claim(
                                "1.2",
                                AT.plusSeconds(3).plus(AgentClaims.WRAP_UP).plusSeconds(1))));
    }

    @Test
    void whatIsNotRecordedAndWhoIsOnHoldIsListedUntilTheCallEnds() {
        chenTalks();
        assertFalse(status("chen").isRecordingPaused());

        save("1.1", 3, CallStep.TALK, Optional.empty(), PAUSED, 3);
        assertTrue(status("chen").isRecordingPaused());

        save("1.1", 4, CallStep.TALK, Optional.empty(), "{\"" + StoredCall.CALLER_ON_HOLD + "\":true}", 4);
        assertTrue(status("chen").isCallerOnHold());

        save("1.1", 5, CallStep.CLOSED, Optional.of(CallOutcome.ANSWERED), PAUSED, 5);
        assertFalse(status("chen").isRecordingPaused() || status("chen").isCallerOnHold());
    }

    @Test
    void onlyAnAgentWhoTalksAsksForAThirdParty() {
        assertFalse(await(requests().request("chen", "13900000009", AT)));
        signIn("chen", "8001", 0);
        arrives("1.1", 1);
        claim("1.1");
        assertFalse(await(requests().request("chen", "13900000009", AT)), "it rings");

        moves("1.1", 2, CallStep.TALK, Optional.empty());

        assertTrue(await(requests().request("chen", "13900000009", AT)));

        moves("1.1", 3, CallStep.EMERGENCY_HAND_OVER, Optional.empty());
        assertFalse(await(requests().request("chen", "13900000009", AT)), "the emergency desk is called");
    }

    @Test
    void aRequestIsTakenOnceByTheInstanceOfTheCallAndInTime() {
        chenTalks();
        await(requests().request("chen", "13900000009", AT.plusSeconds(60)));
        await(requests().request("chen", "09368821234", AT.plusSeconds(61)));

        assertEquals(List.of(), await(requests().take("b", AT.plusSeconds(62))), "another instance");
        List<ThirdPartyRequest> taken = await(requests().take("a", AT.plusSeconds(62)));
        assertEquals(
                List.of("13900000009", "09368821234"),
                taken.stream()
                        .map(wanted -> ((ThirdPartyRequest.ByNumber) wanted).number())
                        .toList());
        assertEquals("1.1", taken.getFirst().call());
        assertEquals(List.of(), await(requests().take("a", AT.plusSeconds(62))));

        await(requests().request("chen", "13900000009", AT.plusSeconds(63)));
        Instant late = AT.plusSeconds(63).plus(ThirdPartyRequests.LIFETIME);
        assertEquals(List.of(), await(requests().take("a", late)));
    }

    @Test
    void anAgentIsListedWithTheThirdPartyOfTheTalk() {
        chenTalks();
        assertEquals(ThirdParty.NONE, status("chen").thirdParty());

        String rings = "{\"" + StoredCall.THIRD_LEG + "\":4}";
        save("1.1", 3, CallStep.TALK, Optional.empty(), rings, 3);
        assertEquals(ThirdParty.RINGING, status("chen").thirdParty());

        String talks = "{\"" + StoredCall.THIRD_LEG + "\":4,\"" + StoredCall.THIRD_JOINED + "\":true}";
        save("1.1", 4, CallStep.TALK, Optional.empty(), talks, 4);
        assertEquals(ThirdParty.TALKING, status("chen").thirdParty());
    }

    @Test
    void onlyAColleagueWhoIsFreeIsAskedForAndOnlyByTheAgentOfTheCall() {
        signIn("wang", "8002", 1);
        assertFalse(await(requests().requestColleague("chen", "wang", AT.plusSeconds(30))), "chen is not there");
        chenTalks();

        assertTrue(await(requests().requestColleague("chen", "wang", AT.plusSeconds(30))));
        assertEquals(
                List.of("wang"),
                await(requests().take("a", AT.plusSeconds(31))).stream()
                        .map(wanted -> ((ThirdPartyRequest.Colleague) wanted).login())
                        .toList());
        assertFalse(await(requests().requestColleague("chen", "chen", AT.plusSeconds(30))), "oneself");
        assertFalse(await(requests().requestColleague("chen", "li", AT.plusSeconds(30))), "nobody");
        assertFalse(await(requests().requestColleague("wang", "chen", AT.plusSeconds(30))), "wang does not talk");

        colleague(3, "wang", false);
        await(claims().reserveColleague("1.1", "wang", AT.plusSeconds(30)));
        signIn("li", "8003", 5);
        assertFalse(await(requests().requestColleague("chen", "li", AT.plusSeconds(30))), "there is a third party");
        assertFalse(await(requests().request("wang", "13900000009", AT.plusSeconds(30))), "the call is chen's");
    }

    @Test
    void aReservedColleagueGetsNoOtherCall() {
        signIn("wang", "8002", 1);
        chenTalks();
        colleague(3, "wang", false);

        assertEquals(Optional.of("8002"), reserve("1.1", "wang"));
        assertEquals(Optional.of("8002"), reserve("1.1", "wang"), "asked twice");
        arrives("1.2", 20);

        assertEquals(new AgentClaim.AllBusy(), claim("1.2"));
        assertEquals(Optional.empty(), reserve("1.2", "wang"));
        assertEquals(AgentState.RINGING, state("wang"));
        assertTrue(status("wang").isColleague());
        assertEquals("chen", status("wang").partner());
        assertEquals("wang", status("chen").partner());
        assertFalse(await(sessions().signOut("wang", AT.plusSeconds(30))), "the telephone rings");
    }

    @Test
    void aColleagueIsFreeWhenTheCallNamesTheColleagueNoLonger() {
        signIn("wang", "8002", 1);
        chenTalks();
        colleague(3, "wang", false);
        reserve("1.1", "wang");

        moves("1.1", 4, CallStep.TALK, Optional.empty());

        assertEquals(AgentState.READY, state("wang"));
        arrives("1.2", 20);
        assertEquals(new AgentClaim.Claimed("wang", "8002"), claim("1.2"));
    }

    @Test
    void aReleasedColleagueIsFreeOrPausedOrWrapsUp() {
        signIn("wang", "8002", 1);
        chenTalks();
        colleague(3, "wang", false);
        reserve("1.1", "wang");
        await(claims().releaseColleague("1.1", AgentRelease.FREE, AT.plusSeconds(20)));
        assertEquals(AgentState.READY, state("wang"));

        reserve("1.1", "wang");
        await(claims().releaseColleague("1.1", AgentRelease.TALKED, AT.plusSeconds(20)));
        assertEquals(AgentState.WRAPPING_UP, state("wang"));
        assertEquals(Optional.empty(), reserve("1.1", "wang"));
        await(sessions().resume("wang", AT.plusSeconds(21)));
        assertEquals(AgentState.READY, state("wang"));

        reserve("1.1", "wang");
        await(claims().releaseColleague("1.1", AgentRelease.MISSED, AT.plusSeconds(20)));
        assertEquals(Optional.of(AgentPause.NO_ANSWER), status("wang").pause());
        assertEquals(AgentState.TALKING, state("chen"), "chen's call goes on");
    }

    @Test
    void aColleagueToWhomTheCallIsTransferredIsItsAgentAndTheFormerOneWrapsUp() {
        signIn("wang", "8002", 1);
        chenTalks();
        colleague(3, "wang", true);
        reserve("1.1", "wang");
        assertEquals(AgentState.TALKING, state("wang"));

        save("1.1", 4, CallStep.TALK, Optional.empty(), TRANSFERRED, 4);
        assertEquals(AgentState.TALKING, state("wang"), "before the rows follow");
        await(claims().transfer("1.1", AT.plusSeconds(20)));
        await(claims().transfer("1.1", AT.plusSeconds(25)));

        assertFalse(status("wang").isColleague());
        assertEquals(AgentState.TALKING, state("wang"));
        assertEquals(AgentState.WRAPPING_UP, state("chen"));
        assertTrue(await(requests().request("wang", "13900000009", AT.plusSeconds(30))), "the call is wang's");
        assertFalse(await(requests().request("chen", "13900000009", AT.plusSeconds(30))));
        save("1.1", 5, CallStep.CLOSED, Optional.of(CallOutcome.ANSWERED), TRANSFERRED, 25);
        assertEquals(AgentState.WRAPPING_UP, state("wang"));
        assertEquals(AgentState.READY, stateAt("chen", AT.plusSeconds(20).plus(AgentClaims.WRAP_UP)));
    }

    @Test
    void bothWrapUpWhenTheCallerHangsUp() {
        signIn("wang", "8002", 1);
        chenTalks();
        colleague(3, "wang", true);
        reserve("1.1", "wang");

        save("1.1", 4, CallStep.CLOSED, Optional.of(CallOutcome.ANSWERED), colleague("wang", true), 25);

        assertEquals(AgentState.WRAPPING_UP, state("wang"));
        assertEquals(AgentState.WRAPPING_UP, state("chen"));
    }

    @Test
    void aColleagueWhoseTelephoneStillRingsWhenTheCallEndsIsFree() {
        signIn("wang", "8002", 1);
        chenTalks();
        colleague(3, "wang", false);
        reserve("1.1", "wang");

        save("1.1", 4, CallStep.CLOSED, Optional.of(CallOutcome.ANSWERED), colleague("wang", false), 25);

        assertEquals(AgentState.READY, state("wang"));
    }

    private Optional<String> reserve(String call, String login) {
        return await(claims().reserveColleague(call, login, AT.plusSeconds(30)));
    }

    /** The call 1.1 names the colleague. */
    private void colleague(int version, String login, boolean isJoined) {
        save("1.1", version, CallStep.TALK, Optional.empty(), colleague(login, isJoined), version);
    }

    private static String colleague(String login, boolean isJoined) {
        return "{\"%s\":\"chen\",\"%s\":true,\"%s\":\"%s\",\"%s\":7,\"%s\":%s}"
                .formatted(
                        StoredCall.AGENT,
                        StoredCall.AGENT_JOINED,
                        StoredCall.COLLEAGUE,
                        login,
                        StoredCall.THIRD_LEG,
                        StoredCall.THIRD_JOINED,
                        isJoined);
    }

    @Test
    void anAgentMayEndTheWrapUp() {
        chenTalks();
        moves("1.1", 3, CallStep.CLOSED, Optional.of(CallOutcome.ANSWERED));

        await(sessions().resume("chen", AT.plusSeconds(10)));

        assertEquals(AgentState.READY, state("chen"));
    }

    @Test
    void aCallThatEndsWhileTheTelephoneRingsLeavesNoWrapUp() {
        signIn("chen", "8001", 0);
        arrives("1.1", 1);
        claim("1.1");

        moves("1.1", 2, CallStep.CLOSED, Optional.of(CallOutcome.CALLBACK_TASK));

        assertEquals(AgentState.READY, state("chen"));
    }

    @Test
    void anAgentWhoPausesGetsNoCall() {
        signIn("chen", "8001", 0);
        arrives("1.1", 1);

        assertTrue(await(sessions().pause("chen", AgentPause.MEAL, AT.plusSeconds(1))));

        assertEquals(new AgentClaim.NoneSignedIn(), claim("1.1"));
        assertEquals(AgentState.PAUSED, state("chen"));
    }

    @Test
    void aTelephoneBelongsToOneAgent() {
        signIn("chen", "8001", 0);

        assertEquals(SignIn.EXTENSION_TAKEN, await(sessions().signIn("wang", "wang", "8001", List.of(), AT)));
        assertTrue(await(sessions().signOut("chen", AT.plusSeconds(5))));
        assertEquals(SignIn.SIGNED_IN, await(sessions().signIn("wang", "wang", "8001", List.of(), AT)));
        assertEquals(List.of("wang"), agents().stream().map(AgentStatus::login).toList());
        assertTrue(await(sessions().signOut("chen", AT.plusSeconds(5))), "the button is pressed twice");
        assertFalse(await(sessions().pause("chen", AgentPause.MEAL, AT)));
    }

    @Test
    void whoTalksCannotMoveToAnotherTelephone() {
        chenTalks();

        assertEquals(SignIn.TALKING, await(sessions().signIn("chen", "chen", "8002", List.of(), AT)));
    }

    /** In the call 1.1, whose version is 2 then. */
    private void chenTalks() {
        signIn("chen", "8001", 0);
        arrives("1.1", 1);
        claim("1.1");
        moves("1.1", 2, CallStep.TALK, Optional.empty());
    }

    private void signIn(String login, String extension, int second, String... languages) {
        assertEquals(
                SignIn.SIGNED_IN,
                await(sessions().signIn(login, login, extension, List.of(languages), AT.plusSeconds(second))));
    }

    private AgentClaim claim(String call) {
        return await(claims().claim(call, AT.plusSeconds(30)));
    }

    private AgentState state(String login) {
        return status(login).state();
    }

    private AgentState stateAt(String login, Instant at) {
        return await(sessions().list(at)).stream()
                .filter(agent -> agent.login().equals(login))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private AgentStatus status(String login) {
        return agents().stream()
                .filter(agent -> agent.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    private List<AgentStatus> agents() {
        return await(sessions().list(AT.plusSeconds(30)));
    }

    private void arrives(String call, int second) {
        lease = runs();
        save(call, 1, CallStep.OFFER_AGENT, Optional.empty(), second);
    }

    /** The caller has chosen a language; {@code zh-CN} is that of the county. */
    private void asks(String call, String tag, int second) {
        lease = runs();
        String state = "{\"%s\":\"%s\",\"%s\":\"%s\"}"
                .formatted(StoredCall.LANGUAGE, tag.equals("zh-CN") ? "" : tag, StoredCall.CHOSEN_LANGUAGE, tag);
        save(call, 1, CallStep.OFFER_AGENT, Optional.empty(), state, second);
    }

    /** The instance that carries the calls on. */
    private CallLease runs() {
        return await(leases().acquire("a", "hotline-a", "02:00:00:00:00:01", Duration.ofMinutes(1), true))
                .orElseThrow();
    }

    private void moves(String call, int version, CallStep step, Optional<CallOutcome> outcome) {
        save(call, version, step, outcome, version);
    }

    private void save(String call, int version, CallStep step, Optional<CallOutcome> outcome, int second) {
        save(call, version, step, outcome, "{}", second);
    }

    private void save(
            String call, int version, CallStep step, Optional<CallOutcome> outcome, String state, int second) {
        StoredCall row = new StoredCall(call, "13900000003", "a", "", version, step, outcome, "", state, Map.of());
        await(calls().save(new CallTransition(row, "event " + version, "Event", AT.plusSeconds(second))));
    }

    protected static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
