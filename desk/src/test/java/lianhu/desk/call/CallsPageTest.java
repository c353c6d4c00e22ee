package lianhu.desk.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallListenings;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallQueue;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallTotals;
import lianhu.core.call.CallTransition;
import lianhu.core.call.CallbackTask;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallListenings;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.LoggedCall;
import lianhu.core.call.StoredCall;
import lianhu.core.call.TalkResult;
import lianhu.core.call.ThirdPartyRequest;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.followup.InMemoryTicketRatings;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.CallbackCalls;
import lianhu.core.outbound.DialableNumbers;
import lianhu.core.outbound.InMemoryOutboundCalls;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore.Claim;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.auth.TeamLeadsFixture;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.Test;

/** 电话, as an agent sees it. */
class CallsPageTest {
    private static final StaffMember STAFF =
            new StaffMember(new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静"), "chen.jing");
    private static final StaffMember COLLEAGUE =
            new StaffMember(new Actor(Actor.Type.DESK, "desk:wang.li", "王丽"), "wang.li");
    private static final String NUMBER = "13900000003";
    private static final String CALL = "1764.1";
    private static final Instant NOW = DeskFixture.NOW;

    private static final CallLanguages LANGUAGES = new CallLanguages(List.of("zh-CN", "bo"));

    private final InMemoryCallStore store = new InMemoryCallStore();
    private final InMemoryOutboundCalls outbound = new InMemoryOutboundCalls();
    private final InMemoryAgents agents = new InMemoryAgents(store, outbound);
    private final List<TalkResult> settled = new ArrayList<>();
    private final InMemoryTicketRatings ratings = new InMemoryTicketRatings();
    private final AgentPanelReader panels =
            new AgentPanelReader(agents, log(), tickets(), TeamLeadsFixture.of("wang.li"), InstantSource.fixed(NOW));
    private final CallsPage calls =
            new CallsPage(log(), ratings, panels, LANGUAGES, PageRenderHarness.pages(), InstantSource.fixed(NOW));
    private final InMemoryCallListenings listenings = new InMemoryCallListenings(store, agents);
    private final ListeningPage listening =
            new ListeningPage(listenings, TeamLeadsFixture.of("wang.li"), InstantSource.fixed(NOW));
    private Optional<DialableNumbers> dialable = Optional.of(new DialableNumbers(Set.of("119")));
    private final AgentPage agent = new AgentPage(
            agents, agents, () -> dialable, panels, LANGUAGES, PageRenderHarness.pages(), InstantSource.fixed(NOW));

    @Test
    void whoIsToBeCalledBackHasATimeLimitAndThePageCountsWhatWasKept() {
        String page = page("");

        assertTrue(page.contains("今天到时限该回的电话 2 个，按时回的 1 个"), page);
        assertTrue(page.contains("等回电话，超时了，该在今天 9:12 前回；打来 3 次"), page);
    }

    @Test
    void ratingsAreShownAsATotalAndNotWhileTheyAreFew() {
        for (int i = 1; i <= 4; i++) {
            rate(i, 5);
        }
        String few = page("");
        rate(5, 1);

        assertFalse(few.contains("打了分"), few);
        assertTrue(page("").contains("近 30 天，5 人打了分，满意的 4 人"));
    }

    private void rate(int receipt, int score) {
        ratings.rate(new TicketNo("GD20261121621099000376"), new ReceiptNo("1000000" + receipt), score, NOW)
                .await()
                .indefinitely();
    }

    @Test
    void whoIsNotSignedInIsAskedForTheExtension() {
        String page = page("");

        assertTrue(page.contains("手边话机的分机号"), page);
        assertTrue(page.contains("没有人上座席：来电直接留言。"), page);
    }

    @Test
    void aWrongExtensionIsExplained() {
        Response answer = await(agent.signIn("八零零一", List.of(), StaffRequests.of(STAFF)));

        assertEquals("/desk/calls?refused=EXTENSION", answer.getHeaderString("Location"));
        assertTrue(page("EXTENSION").contains("2 到 8 位数字"));
    }

    @Test
    void anAgentSaysWhichOtherLanguagesTheAgentSpeaksAndSeesWhichOneTheCallerWants() {
        assertTrue(page("").contains("name=\"language\" value=\"bo\">藏语"), page(""));

        await(agent.signIn("8001", List.of("bo", "xx"), StaffRequests.of(STAFF)));
        rings();

        assertEquals(List.of("bo"), await(agents.list(NOW)).getFirst().languages(), "only those of the county");
        String html = html(panel(""));
        assertTrue(html.contains("会藏语") && html.contains("要藏语"), html);
    }

    @Test
    void theCallerPopsUpBeforeTheAgentAnswersAndTheNumberIsMasked() {
        signIn();
        rings();

        Response panel = panel("");

        String html = html(panel);
        assertTrue(html.contains("139****0003"), html);
        assertFalse(html.contains(NUMBER), html);
        assertTrue(html.contains("打来了，接话机"), html);
        assertTrue(html.contains("以前打来 2 次"), html);
        assertTrue(html.contains("/desk/calls/report?call=" + CALL), html);
        assertTrue(html.contains("还没办完："), html);
        PageRenderHarness.keep("calls-ringing", page(""));
    }

    /** On every page of the desk, and of an agent who is called alone. */
    @Test
    void whoRingsStandsOnEveryPageOfTheAgentWhoIsCalled() {
        signIn();
        CallerBarPage bar = new CallerBarPage(panels, PageRenderHarness.pages());
        assertEquals(204, await(bar.bar("", StaffRequests.of(STAFF))).getStatus(), "nobody rings");
        rings();

        String ringing = html(await(bar.bar("", StaffRequests.of(STAFF))));
        String key = ringing.replaceAll("(?s).*shown=([0-9a-f]+)\".*", "$1");

        assertTrue(ringing.contains("139****0003") && ringing.contains("打来了，接话机"), ringing);
        assertFalse(ringing.contains(NUMBER), ringing);
        assertTrue(ringing.contains("以前打来 2 次") && ringing.contains("没办完："), ringing);
        assertTrue(ringing.contains("登记的时候能并的有“登记，并到这件”"), ringing);
        assertEquals(204, await(bar.bar(key, StaffRequests.of(STAFF))).getStatus(), "it stands there already");
        assertEquals(204, await(bar.bar("", StaffRequests.of(COLLEAGUE))).getStatus(), "only who is called");
        assertTrue(
                DeskFixture.page("/templates/desk/page.html").contains("hx-trigger=\"load, every 2s\""),
                "a second ring comes after five seconds");
    }

    @Test
    void anAgentSeesThatTheTalkIsNotRecorded() {
        signIn();
        rings();
        talks(2, "{}");
        String talking = html(panel(""));
        talks(3, "{\"" + StoredCall.RECORDING_PAUSED + "\":true}");
        String paused = html(panel(""));

        assertTrue(talking.contains("先在话机上按 7"), talking);
        assertFalse(talking.contains("现在不录音"), talking);
        assertTrue(paused.contains("现在不录音"), paused);
        talks(4, "{\"" + StoredCall.CALLER_ON_HOLD + "\":true}");
        assertTrue(html(panel("")).contains("来电的人在等，听不到您说话，也不录音。"), html(panel("")));
        PageRenderHarness.keep("calls-paused", page(""));
    }

    @Test
    void anAgentCallsAThirdPartyByNumberAndSeesWhatBecomesOfIt() {
        signIn();
        rings();
        talks(2, "{}");
        assertTrue(html(panel("")).contains("/desk/calls/agent/third-party"));
        PageRenderHarness.keep("calls-talking", page(""));

        assertEquals("/desk/calls", third("0936-8821234"));
        assertEquals(
                List.of("09368821234"),
                await(agents.take("a", NOW)).stream()
                        .map(wanted -> ((ThirdPartyRequest.ByNumber) wanted).number())
                        .toList());
        talks(3, "{\"" + StoredCall.THIRD_LEG + "\":4}");
        assertTrue(html(panel("")).contains("正在叫他"));
        talks(4, "{\"" + StoredCall.THIRD_LEG + "\":4,\"" + StoredCall.THIRD_JOINED + "\":true}");
        assertTrue(html(panel("")).contains("三个人在说"));
    }

    @Test
    void aThirdPartyThatCannotBeCalledIsExplained() {
        signIn();
        assertEquals("/desk/calls?refused=NO_TALK", third("13900000009"));
        assertEquals("/desk/calls?refused=NUMBER", third("0085212345678"));
        dialable = Optional.empty();
        assertEquals("/desk/calls?refused=NO_TRUNK", third("13900000009"));
        assertTrue(page("NUMBER").contains("只能是手机、带区号的座机"));
    }

    @Test
    void anAgentIsOfferedToCallBackAndTheTelephoneOfTheAgentRingsFirst() {
        assertFalse(page("").contains("/desk/calls/call-back"), "only an agent has a telephone that could ring");
        signIn();
        String offered = page("");
        assertTrue(offered.contains("/desk/calls/call-back") && offered.contains("您的话机先响"), offered);

        assertEquals("/desk/calls?refused=NOT_WAITING", callBack("1764.9"));
        dialable = Optional.empty();
        assertEquals("/desk/calls?refused=NO_TRUNK", callBack("1764.9"));
    }

    @Test
    void whatACallerWantsWhoIsCalledBackIsFiledInTheTalkAndRightAfterIt() {
        signIn();
        assertTrue(page("").contains("<a class=\"btn sm\" href=\"/desk/calls/report?call=1764.2\">打通了，登记"), page(""));
        await(outbound.planCallback(new CallMatter.OfCallback(CALL, "chen.jing", "8001"), NUMBER, NOW));
        String calling = html(panel(""));
        OutboundCall call = await(outbound.claim(new Claim("a", NOW, NOW.plusSeconds(30), 2, 9, 0)))
                .getFirst();
        await(outbound.end(call, OutboundResult.ANSWERED, 16, NOW, Optional.empty()));
        String after = html(panel(""));

        assertTrue(calling.contains("正在回电话") && calling.contains("/desk/calls/report?call=" + CALL), calling);
        assertTrue(after.contains("整理好了") && after.contains("/desk/calls/report?call=" + CALL), after);
    }

    private String callBack(String call) {
        CallbackPage callback = new CallbackPage(new CallbackCalls(
                () -> dialable, outbound, agents, log(), QuietHours.DEFAULT, InstantSource.fixed(NOW)));
        return await(callback.callBack(call, StaffRequests.of(STAFF))).getHeaderString("Location");
    }

    @Test
    void anAgentAsksAFreeColleagueByNameAndBothSeeWhoTakesTheCall() {
        signIn();
        await(agents.signIn("wang.li", "王丽", "8002", List.of(), NOW));
        rings();
        talks(2, "{}");
        String talking = html(panel(""));
        assertTrue(talking.contains("叫王丽") && talking.contains("value=\"wang.li\""), talking);
        assertFalse(talking.contains("叫陈静"), talking);
        PageRenderHarness.keep("calls-colleague", page(""));

        assertEquals("/desk/calls", colleague("wang.li"));
        assertEquals(List.of(new ThirdPartyRequest.Colleague(1, CALL, "wang.li")), await(agents.take("a", NOW)));
        talks(3, named("chen.jing", false));
        await(agents.reserveColleague(CALL, "wang.li", NOW));

        assertTrue(html(panel("")).contains("正在叫王丽"), html(panel("")));
        String ringing = html(await(agent.panel("", StaffRequests.of(COLLEAGUE))));
        assertTrue(ringing.contains("在和陈静说，陈静请您一起，接话机"), ringing);
        assertTrue(ringing.contains("以前打来 2 次"), ringing);
        talks(4, named("chen.jing", true));
        assertTrue(html(panel("")).contains("这个电话就归王丽"), html(panel("")));
        String both = html(await(agent.panel("", StaffRequests.of(COLLEAGUE))));
        assertTrue(both.contains("陈静挂断，这个电话就归您"), both);
        assertFalse(both.contains("/desk/calls/agent/third-party") || both.contains("先在话机上按 7"), both);

        talks(5, "{\"agent\":\"wang.li\",\"agentJoined\":true}");
        await(agents.transfer(CALL, NOW));
        String taken = html(await(agent.panel("", StaffRequests.of(COLLEAGUE))));
        assertTrue(taken.contains("先在话机上按 7") && taken.contains("/desk/calls/report?call=" + CALL), taken);
        assertFalse(html(panel("")).contains("/desk/calls/report?call=" + CALL), "the call is the colleague's");
    }

    @Test
    void aColleagueWhoIsNotFreeIsExplained() {
        signIn();
        assertEquals("/desk/calls?refused=COLLEAGUE", colleague("wang.li"));
        rings();
        talks(2, "{}");
        assertEquals("/desk/calls?refused=COLLEAGUE", colleague("wang.li"));
        assertTrue(page("COLLEAGUE").contains("请看名单再选一位"));
    }

    @Test
    void aTeamLeadListensAtATelephoneOfTheirOwnAndNobodyElseMay() {
        signIn();
        String none = html(await(agent.panel("", StaffRequests.of(COLLEAGUE))));
        assertTrue(none.contains("现在没有座席在通话"), none);
        assertEquals("/desk/calls?refused=NOTHING_TO_HEAR", listen(COLLEAGUE, "chen.jing", "8005"));
        rings();
        talks(2, "{}");

        String talking = html(await(agent.panel("", StaffRequests.of(COLLEAGUE))));
        assertTrue(talking.contains("听陈静") && talking.contains("/desk/calls/listen"), talking);
        assertFalse(html(panel("")).contains("旁听"), html(panel("")));
        assertEquals("/desk/calls?refused=NO_LEAD", listen(STAFF, "chen.jing", "8005"));
        assertEquals("/desk/calls?refused=EXTENSION", listen(COLLEAGUE, "chen.jing", "分机"));
        assertEquals("/desk/calls?refused=LISTENER_TAKEN", listen(COLLEAGUE, "chen.jing", "8001"));
        assertEquals("/desk/calls", listen(COLLEAGUE, "chen.jing", "8005"));

        assertEquals(
                new CallListenings.Listener("wang.li", "王丽", "8005"),
                listenings.entries().getFirst().listener());
        talks(3, "{\"" + StoredCall.LISTENER_LEG + "\":5}");
        assertEquals("/desk/calls?refused=LISTENED", listen(COLLEAGUE, "chen.jing", "8005"));
        assertTrue(page("NO_LEAD").contains("lianhu.desk.team-leads"));
    }

    /** The record would name no person. */
    @Test
    void aSharedLoginListensToNobody() {
        StaffMember shared = new StaffMember(new Actor(Actor.Type.DESK, "desk", "受理台"), StaffMember.SHARED);

        assertFalse(TeamLeadsFixture.of(StaffMember.SHARED).include(shared));
    }

    private String listen(StaffMember by, String login, String extension) {
        return await(listening.listen(login, extension, StaffRequests.of(by))).getHeaderString("Location");
    }

    private String colleague(String login) {
        return await(agent.callColleague(login, StaffRequests.of(STAFF))).getHeaderString("Location");
    }

    private static String named(String agent, boolean isJoined) {
        return "{\"agent\":\"%s\",\"agentJoined\":true,\"colleague\":\"wang.li\",\"thirdLeg\":4,\"thirdJoined\":%s}"
                .formatted(agent, isJoined);
    }

    private String third(String number) {
        return await(agent.callThirdParty(number, StaffRequests.of(STAFF))).getHeaderString("Location");
    }

    /** Asked every second by every browser: nothing is sent that the page shows already. */
    @Test
    void aPanelThatHasNotChangedIsNotSentAgain() {
        signIn();
        String html = html(panel(""));
        String key = html.replaceFirst("(?s).*shown=([0-9a-f]+).*", "$1");

        assertEquals(204, panel(key).getStatus());
        rings();
        assertEquals(200, panel(key).getStatus());
    }

    @Test
    void aSealedTicketOfTheCallerIsNotNamed() {
        signIn();
        rings();

        String sealed = PageRenderHarness.tickets().items().stream()
                .filter(row -> row.ticket().confidentiality() == Confidentiality.SEALED)
                .findFirst()
                .orElseThrow()
                .ticket()
                .no()
                .value();

        assertFalse(html(panel("")).contains(sealed));
    }

    @Test
    void anAgentPausesAndResumes() {
        signIn();

        await(agent.pause("MEAL", StaffRequests.of(STAFF)));
        assertTrue(page("").contains("吃饭"), page(""));
        await(agent.resume(StaffRequests.of(STAFF)));

        assertTrue(page("").contains("空闲"), page(""));
    }

    @Test
    void whoLeavesWhileTheTelephoneRingsIsToldToWait() {
        signIn();
        rings();

        Response answer = await(agent.signOut(StaffRequests.of(STAFF)));

        assertEquals("/desk/calls?refused=TALKING", answer.getHeaderString("Location"));
    }

    @Test
    void aTalkIsSettledWithAReasonOnly() {
        assertEquals(
                422, await(calls.recordTalk(CALL, "", StaffRequests.of(STAFF))).getStatus());

        await(calls.recordTalk(CALL, "ANSWERED_AT_ONCE", StaffRequests.of(STAFF)));

        assertEquals(List.of(TalkResult.ANSWERED_AT_ONCE), settled);
    }

    private void signIn() {
        await(agent.signIn("8001", List.of(), StaffRequests.of(STAFF)));
    }

    private void rings() {
        StoredCall row =
                new StoredCall(CALL, NUMBER, "a", "", 1, CallStep.OFFER_AGENT, Optional.empty(), "", "{}", Map.of());
        await(store.save(new CallTransition(row, "arrived", "CallArrived", NOW)));
        await(((AgentClaims) agents).claim(CALL, NOW));
    }

    private void talks(long version, String state) {
        StoredCall row =
                new StoredCall(CALL, NUMBER, "a", "", version, CallStep.TALK, Optional.empty(), "", state, Map.of());
        await(store.save(new CallTransition(row, "talk " + version, "PartyAnswered", NOW)));
    }

    private Response panel(String shown) {
        return await(agent.panel(shown, StaffRequests.of(STAFF)));
    }

    private String page(String refused) {
        return html(await(calls.calls(refused, StaffRequests.of(STAFF))));
    }

    private static String html(Response response) {
        return String.valueOf(response.getEntity());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }

    private static TicketQueries tickets() {
        return (TicketQueries) Proxy.newProxyInstance(
                CallsPageTest.class.getClassLoader(),
                new Class<?>[] {TicketQueries.class},
                (proxy, method, arguments) -> Uni.createFrom().item(PageRenderHarness.tickets()));
    }

    private CallLog log() {
        return (CallLog) Proxy.newProxyInstance(
                CallsPageTest.class.getClassLoader(), new Class<?>[] {CallLog.class}, (proxy, method, arguments) -> {
                    LoggedCall call = new LoggedCall(
                            CALL,
                            NUMBER,
                            NOW,
                            Optional.empty(),
                            Optional.of(CallOutcome.ANSWERED),
                            true,
                            "",
                            0,
                            Optional.empty(),
                            false,
                            "chen.jing",
                            Optional.of(NOW),
                            Optional.empty(),
                            "bo",
                            List.of());
                    LoggedCall waiting = new LoggedCall(
                            "1764.2",
                            NUMBER,
                            NOW.minusSeconds(7_260),
                            Optional.of(NOW.minusSeconds(7_200)),
                            Optional.of(CallOutcome.CALLBACK_TASK),
                            true,
                            "",
                            0,
                            Optional.empty(),
                            false,
                            "",
                            Optional.empty(),
                            Optional.empty(),
                            "",
                            List.of());
                    return Uni.createFrom()
                            .item(
                                    switch (method.getName()) {
                                        case "queue" -> new CallQueue(1, Optional.of(NOW.minusSeconds(12)));
                                        case "countEarlier" -> 2;
                                        case "find" -> Optional.of(call);
                                        case "unfiledTalks", "recent" -> List.of(call);
                                        case "findByNumber" -> NUMBER.equals(arguments[0]) ? List.of(call) : List.of();
                                        case "callbacks" -> List.of(new CallLog.WaitingCaller(waiting, 3));
                                        case "callbackTasks" -> {
                                            assertEquals(
                                                    Duration.ofDays(1),
                                                    Duration.between((Instant) arguments[0], (Instant) arguments[1]));
                                            yield List.of(
                                                    new CallbackTask(
                                                            NOW.minusSeconds(7_200),
                                                            Optional.empty(),
                                                            Optional.empty()),
                                                    new CallbackTask(
                                                            NOW.minusSeconds(7_200),
                                                            Optional.of(NOW.minusSeconds(6_000)),
                                                            Optional.empty()));
                                        }
                                        case "count" -> new CallTotals(5, 1, 1, 1, 1, 0, 1, 2, 1, 0, 1);
                                        case "recordTalk" -> settled.add((TalkResult) arguments[1]);
                                        default -> throw new AssertionError(method.getName());
                                    });
                });
    }
}
