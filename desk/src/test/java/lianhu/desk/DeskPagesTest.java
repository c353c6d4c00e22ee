package lianhu.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.AllowedActions;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.customergroup.CustomerGroupRepository;
import lianhu.core.customergroup.JoinWays;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.DisclosureRequest;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.desk.DeskFixture.TicketScenario;
import lianhu.desk.auth.LoginPage;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import lianhu.desk.group.CustomerGroupRows;
import lianhu.desk.group.GroupsPage;
import lianhu.desk.queue.QueuePage;
import lianhu.desk.queue.QueueView;
import lianhu.desk.queue.SearchForm;
import lianhu.desk.ticket.ActionPanel;
import lianhu.desk.ticket.AssigneeOptions;
import lianhu.desk.ticket.BoardEntry;
import lianhu.desk.ticket.DisclosurePage;
import lianhu.desk.ticket.TicketPage;
import lianhu.desk.view.PhoneCallList;
import lianhu.desk.view.RecordingView;
import lianhu.desk.view.TicketView;
import lianhu.desk.view.VoiceHint;
import org.junit.jupiter.api.Test;

/** Renders every page with realistic texts; the results are in target/render. */
class DeskPagesTest {
    private static final StaffMember STAFF = new StaffMember(DeskFixture.CHEN);
    private static final TicketQueries.Totals TOTALS = new TicketQueries.Totals(37, 37, 30, 1, 6);
    private final AssigneeOptions assigneeOptions =
            new AssigneeOptions(DeskFixture.AREAS, DeskFixture.OWNERS, DeskFixture.DEPARTMENTS);
    private final PageRenderer pageRenderer = PageRenderHarness.pages();

    @Test
    void theListShowsEachMatterOnceAndRingsForAnEmergency() throws Exception {
        // When
        String page = queue(TicketFixtures.all(), QueueFilter.ALL, "queue");
        // Then
        assertEquals(8, count(page, "role=\"listitem\""));
        assertTrue(page.contains("data-ring"), "the alarm");
        assertTrue(page.contains("灶房起火"), "the emergency");
        assertTrue(page.contains("4827\u00a01938"), "a receipt number is not broken at the end of a line");
        assertTrue(page.contains("收到 37 = 受理 37 = 有回音 30 + 等本人来查 1 + 还在办 6"));
    }

    @Test
    void anEmptyListSaysWhereTheNextMatterComesFrom() throws Exception {
        // When
        String page = queue(TicketFixtures.page(), QueueFilter.MINE, "queue-empty");
        // Then
        assertTrue(page.contains("手头的都派出去了"));
        assertFalse(page.contains("data-ring"));
    }

    @Test
    void aTicketShowsWordsReasonsDeliveriesAndWhatMayBeDone() throws Exception {
        // When
        String page = ticket(TicketFixtures.reopened().file(), "ticket", actionPanel -> actionPanel);
        // Then
        assertTrue(page.contains("娃晚上放学看不见路"));
        assertTrue(page.contains("话里有“路灯不亮”"));
        assertTrue(page.contains("不知到没到"));
        assertTrue(page.contains("不能撤回"));
        assertTrue(page.contains("name=\"version\" value=\"7\""));
    }

    @Test
    void theSkipLinkOfEveryPageLeadsToItsContent() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/templates/desk"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                if (text.contains("{#include desk/page}")) {
                    assertTrue(text.contains("<main id=\"content\" tabindex=\"-1\""), file::toString);
                }
            }
        }
    }

    /** htmx inherits hx-sync: a refresh of the list around a form would abort what somebody just sent with it. */
    @Test
    void aRefreshOfTheListDoesNotAbortAFormInIt() throws Exception {
        Pattern form = Pattern.compile("<form[^>]*hx-post[^>]*>");
        for (String name : List.of("queue", "deliveries", "ticket")) {
            String text = Files.readString(Path.of("src/main/resources/templates/desk", name + ".html"));
            List<String> forms =
                    form.matcher(text).results().map(MatchResult::group).toList();
            assertFalse(forms.isEmpty(), name);
            forms.forEach(tag -> assertTrue(tag.contains("hx-sync=\"this:drop\""), tag));
        }
    }

    @Test
    void whoGotATicketByHandIsNotExplainedByTheRule() throws Exception {
        // When
        String page = ticket(
                TicketFixtures.streetLamp()
                        .assigned(DeskFixture.WATER, DeskFixture.CHEN, DeskFixture.at("25T17:30"))
                        .file(),
                "ticket-by-hand",
                actionPanel -> actionPanel);
        // Then
        assertFalse(page.contains("为什么给他"), "the rule had chosen another");
        assertFalse(page.contains("把握"), "the confidence of a choice that was overruled");
        assertTrue(page.contains("起先按规则定的是 网格员小王"), page);
    }

    @Test
    void theDeskTakesATicketOffTheBoardAndReadsWhoDid() throws Exception {
        // When
        TicketQueries.TicketDetails lamp = TicketFixtures.streetLamp().file();
        String shown =
                ticket(lamp, "ticket-board", actionPanel -> actionPanel, PhoneCallList.NONE, new BoardEntry(true, ""));
        String removed = ticket(
                lamp,
                "ticket-off-board",
                actionPanel -> actionPanel,
                PhoneCallList.NONE,
                new BoardEntry(false, "陈静，今天 9:05"));
        String other = ticket(lamp, "ticket-no-board", actionPanel -> actionPanel);
        // Then
        assertTrue(shown.contains("action=\"/desk/tickets/" + lamp.ticket().no() + "/board\""), shown);
        assertTrue(removed.contains("已从公开页拿下来（陈静，今天 9:05），不会再列。"), removed);
        assertFalse(removed.contains("/board\""), removed);
        assertFalse(other.contains("公开页"), other);
    }

    @Test
    void aSealedTicketShowsNeitherWordsNorReporter() throws Exception {
        // When
        String page = ticket(TicketFixtures.sealed().file(), "ticket-sealed", actionPanel -> actionPanel);
        // Then
        assertTrue(page.contains("封存件"));
        assertFalse(page.contains("收钱"), "the words");
        assertFalse(page.contains("李*"), "the name");
    }

    @Test
    void whoReportedStandsOnThePageOnlyAfterTwoAgreedAndOnlyInTheAnswerToTheLook() throws Exception {
        // Given
        List<TicketEvent> asked = disclosureRequest().file().history();
        TicketQueries.TicketDetails agreed = disclosureRequest()
                .append(person("zhou.min", "周敏"), new Change.DisclosureApproved(), "同意")
                .file();
        // When
        String waits = unseal("unseal-agree", DisclosureRequest.of(asked, DeskFixture.NOW), "zhou.min", List.of());
        String shared = unseal("unseal-shared", DisclosureRequest.of(asked, DeskFixture.NOW), "desk", List.of());
        // Then
        assertTrue(waits.contains("要当面核实账目"));
        assertTrue(waits.contains("看一次"));
        assertFalse(shared.contains("<button class=\"btn go\""), "the shared log-in may do nothing");
        assertTrue(shared.contains("请用您自己的登录名"));
        String shown = unseal(
                "unseal-shown",
                DisclosureRequest.of(agreed.history(), DeskFixture.NOW),
                "zhou.min",
                List.of(new DisclosurePage.ReporterRow("4827 1938", "李桂英", "15400000001", "登记还收钱")));
        assertTrue(shown.contains("李桂英"));
        assertFalse(shown.contains("/unseal/"), "nothing more to press");
        assertFalse(
                ticket(agreed, "ticket-unsealed", actionPanel -> actionPanel).contains("李桂英"), "the ticket's own page");
    }

    @Test
    void aConflictKeepsWhatWasTyped() throws Exception {
        // When
        String page = ticket(
                TicketFixtures.unowned().file(),
                "ticket-conflict",
                actionPanel -> actionPanel
                        .opened("dispatch", "请带车去", "DEPARTMENT:housing")
                        .inConflict(new ActionPanel.Conflict(1, 2, "在办 · 网格员小王", "派单，给县住建局 · “请带车去”")));
        // Then
        assertTrue(page.contains("您的话没丢"));
        assertTrue(page.contains(">请带车去</textarea>"));
        assertTrue(page.contains("value=\"DEPARTMENT:housing\" required checked"));
    }

    @Test
    void wordsOfResidentsAreTextAndNeverMarkup() throws Exception {
        // Given
        TicketQueries.TicketDetails plain = TicketFixtures.streetLamp().file();
        TicketQueries.TicketDetails hostile = new TicketQueries.TicketDetails(
                plain.ticket(),
                "<script>alert(1)</script>",
                plain.texts(),
                plain.receipts(),
                plain.history(),
                plain.deliveries());
        // When
        String page = ticket(hostile, "ticket-hostile", actionPanel -> actionPanel);
        // Then
        assertFalse(page.contains("<script>alert"));
        assertTrue(page.contains("&lt;script&gt;alert(1)"));
    }

    @Test
    void groupsWearTheirTierAndACodeIsReadyToSay() throws Exception {
        // Given
        InstantSource clock = InstantSource.fixed(DeskFixture.NOW);
        GroupsPage groups = new GroupsPage(
                DeskFixture.BINDINGS,
                DeskFixture.AREAS,
                new FakeCustomerGroups(),
                new CustomerGroupRows(DeskFixture.BINDINGS, DeskFixture.AREAS, DeskFixture.POSTS, clock),
                (unit, chat) -> Uni.createFrom().item(new JoinWays.JoinWay("id", "", unit, chat)),
                pageRenderer,
                clock);
        AreaCode one = DeskFixture.UNIT;
        AreaCode two = new AreaCode("621099101201001-L002");
        CustomerGroup conflict = new CustomerGroup(
                "wrHEBIAN",
                "河边居民群",
                "wang.xiao",
                CustomerGroup.BindingStatus.CONFLICT,
                Optional.of(one),
                List.of(one, two),
                "v2");
        // When
        String page = pageRenderer
                .page(
                        "groups",
                        groups.view(
                                List.of(conflict),
                                new GroupsPage.Feedback(
                                        Optional.of(new GroupsPage.IssuedCode("云溪镇上河村二组", "K7Q-3PD", "明天 10:42")),
                                        Optional.of(new GroupsPage.CreatedJoinWay(
                                                "云溪镇上河村二组", "河边居民群", "https://example.invalid/q", "u:x")),
                                        "")),
                        "群",
                        "groups",
                        STAFF,
                        "")
                .await()
                .indefinitely();
        PageRenderHarness.keep("groups", page);
        // Then
        assertTrue(page.contains("绑定 K7Q-3PD"));
        assertTrue(page.contains("没有群机器人地址"));
        assertTrue(page.contains("进群码的说法不一"), "a conflict waits for a person");
        assertTrue(page.contains("action=\"/desk/groups/customers\""));
        assertTrue(page.contains("打开二维码"));
        assertTrue(page.contains("柳沟镇柳沟村三组"), "a unit without a group");
    }

    @Test
    void theLogInSaysWhereThePasswordWas() throws Exception {
        // When
        String page = pageRenderer
                .page("login", new LoginPage.View("desk", "登录名或口令不对。", "/desk/tickets/GD1"), "登录", "", STAFF, "")
                .await()
                .indefinitely();
        PageRenderHarness.keep("login", page);
        // Then
        assertTrue(page.contains("登录过一次就不再打印"));
        assertTrue(page.contains("name=\"back\" value=\"/desk/tickets/GD1\""), "the login leads back");
    }

    @Test
    void noPageCarriesScriptsOrStylesInItsText() throws Exception {
        // Given
        String whole = queue(TicketFixtures.all(), QueueFilter.ALL, "queue")
                + ticket(TicketFixtures.reopened().file(), "ticket", p -> p);
        // Then
        assertFalse(Pattern.compile("<script(?![^>]*\\ssrc=)").matcher(whole).find(), "inline script");
        assertFalse(Pattern.compile("\\son[a-z]+=").matcher(whole).find(), "inline handler");
        assertFalse(whole.contains(" style="), "inline style");
    }

    @Test
    void anErrorOfTheServerReplacesNothingThatWasTyped() throws Exception {
        // When
        String page = ticket(TicketFixtures.reopened().file(), "ticket", actionPanel -> actionPanel);
        // Then
        assertTrue(page.contains("{\"code\":\"...\",\"swap\":false,\"error\":true}"), page);
    }

    @Test
    void everyOwnFileAPageAsksForIsThere() throws Exception {
        // Given
        String page = queue(TicketFixtures.all(), QueueFilter.ALL, "queue");
        // Then
        var files = Pattern.compile("(?:src|href)=\"/((?:desk|webjars)/[^\"#?]+\\.(?:js|css|svg))")
                .matcher(page);
        int found = 0;
        while (files.find()) {
            URL file = DeskPagesTest.class.getResource("/META-INF/resources/" + files.group(1));
            assertNotNull(file, files.group(1));
            found++;
        }
        assertTrue(found > 5, "files: " + found);
    }

    private String queue(TicketQueries.Page rows, QueueFilter queueFilter, String name) throws Exception {
        QueueView queueView = TicketFixtures.queue(
                rows, new QueueView.QueueQuery(queueFilter, "", new SearchForm("", "", "", "", "", "", "", ""), ""));
        Optional<TicketView> preview = queueView.rows().isEmpty()
                ? Optional.empty()
                : Optional.of(TicketView.of(TicketFixtures.streetLamp().file(), DeskFixture.NAMES, DeskFixture.NOW));
        String page = pageRenderer
                .page("queue", new QueuePage.View(queueView, TOTALS, List.of(), preview), "待办", "queue", STAFF, "")
                .await()
                .indefinitely();
        PageRenderHarness.keep(name, page);
        return page;
    }

    private static TicketScenario disclosureRequest() {
        return TicketFixtures.sealed()
                .after(Duration.ofMinutes(160))
                .append(person("chen.jing", "陈静"), new Change.DisclosureRequested(), "要当面核实账目");
    }

    private static Actor person(String login, String name) {
        return new Actor(Actor.Type.DESK, "desk:" + login, name);
    }

    private String unseal(
            String name, DisclosureRequest disclosureRequest, String login, List<DisclosurePage.ReporterRow> shown) {
        StaffMember staffMember = new StaffMember(new Actor(Actor.Type.DESK, "desk", "周敏"), login);
        DisclosurePage.View view = DisclosurePage.view(
                TicketFixtures.sealed().ticket().no().value(),
                disclosureRequest,
                staffMember,
                false,
                "",
                shown,
                DeskFixture.NOW);
        String page = pageRenderer
                .page("unseal", view, "两人批准", "queue", staffMember, "")
                .await()
                .indefinitely();
        PageRenderHarness.keep(name, page);
        return page;
    }

    @Test
    void anEmergencySaysWhomTheTelephoneReachedAndShowsNoNumber() throws Exception {
        // Given
        PhoneCallList calls = PhoneCallList.of(
                new CallMatter.OfBroadcast(1),
                new OutboundCallStore.CallBoard(
                        List.of(new OutboundCallStore.CalledRecipient(
                                new Recipient.DepartmentContact("duty"),
                                OutboundCallStore.Progress.WAITING,
                                Optional.of(OutboundResult.REJECTED),
                                List.of(new OutboundCallStore.Attempt(
                                        DeskFixture.NOW, Optional.of(OutboundResult.REJECTED))))),
                        1),
                DeskFixture.NAMES,
                DeskFixture.NOW);
        // When
        String page = ticket(TicketFixtures.fire().file(), "ticket-called", actionPanel -> actionPanel, calls);
        String other = ticket(TicketFixtures.fire().file(), "ticket-uncalled", actionPanel -> actionPanel);
        // Then
        assertTrue(page.contains("<h2>电话叫人</h2>"));
        assertTrue(page.contains("按掉了"));
        assertFalse(other.contains("<h2>电话叫人</h2>"));
    }

    private String ticket(
            TicketQueries.TicketDetails ticketDetails, String name, java.util.function.UnaryOperator<ActionPanel> more)
            throws Exception {
        return ticket(ticketDetails, name, more, PhoneCallList.NONE);
    }

    private String ticket(
            TicketQueries.TicketDetails ticketDetails,
            String name,
            java.util.function.UnaryOperator<ActionPanel> more,
            PhoneCallList calls)
            throws Exception {
        return ticket(ticketDetails, name, more, calls, BoardEntry.NONE);
    }

    private String ticket(
            TicketQueries.TicketDetails ticketDetails,
            String name,
            java.util.function.UnaryOperator<ActionPanel> more,
            PhoneCallList calls,
            BoardEntry board)
            throws Exception {
        Ticket ticket = ticketDetails.ticket();
        Set<ActionType> legal = new AllowedActions(DeskFixture.OWNERS).of(ticket, DeskFixture.CHEN, DeskFixture.NOW);
        ActionPanel actionPanel = more.apply(
                ActionPanel.of(ticket, EnumSet.copyOf(legal), assigneeOptions.of(ticket, DeskFixture.TODAY)));
        String page = pageRenderer
                .page(
                        "ticket",
                        new TicketPage.View(
                                TicketView.of(ticketDetails, DeskFixture.NAMES, DeskFixture.NOW),
                                actionPanel,
                                calls,
                                PhoneCallList.NONE,
                                PhoneCallList.NONE,
                                RecordingView.NONE,
                                VoiceHint.NONE,
                                board,
                                List.of()),
                        ticketDetails.title(),
                        "queue",
                        STAFF,
                        "")
                .await()
                .indefinitely();
        PageRenderHarness.keep(name, page);
        return page;
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static final class FakeCustomerGroups implements CustomerGroupRepository {
        @Override
        public Uni<List<CustomerGroup>> all() {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<Optional<CustomerGroup>> find(String chat) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<CustomerGroup> upsert(CustomerGroup.Snapshot snapshot) {
            return Uni.createFrom().item(CustomerGroup.firstSeen(snapshot, Optional.empty()));
        }

        @Override
        public Uni<Boolean> dismiss(String chat) {
            return Uni.createFrom().item(false);
        }

        @Override
        public Uni<Optional<CustomerGroup>> assign(String chat, AreaCode area) {
            return Uni.createFrom().item(Optional.empty());
        }
    }
}
