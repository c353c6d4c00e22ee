package lianhu.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.net.URL;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lianhu.core.Legal;
import lianhu.core.Worklist;
import lianhu.core.area.AreaCode;
import lianhu.core.group.CustomerGroup;
import lianhu.core.group.CustomerGroups;
import lianhu.core.group.JoinWays;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.Unseal;
import lianhu.desk.Yunxi.Story;
import org.junit.jupiter.api.Test;

/** Every page with real words in it; the results lie in target/render to be looked at. */
class RenderTest {
    private static final Staff STAFF = new Staff(Yunxi.CHEN);
    private static final Worklist.Totals TOTALS = new Worklist.Totals(37, 37, 36, 1);
    private final Choices choices = new Choices(Yunxi.AREAS, Yunxi.OWNERS, Yunxi.DEPARTMENTS);
    private final Pages pages = Look.pages();

    @Test
    void theListShowsEachMatterOnceAndRingsForAnEmergency() throws Exception {
        // When
        String page = queue(Matters.all(), Filter.ALL, "queue");
        // Then
        assertEquals(8, count(page, "role=\"listitem\""));
        assertTrue(page.contains("data-ring"), "the alarm");
        assertTrue(page.contains("灶房起火"), "the emergency");
        assertTrue(page.contains("收到 37 = 受理 37 = 有回音 36 + 等本人来查 1"));
    }

    @Test
    void anEmptyListSaysWhereTheNextMatterComesFrom() throws Exception {
        // When
        String page = queue(Matters.page(), Filter.MINE, "queue-empty");
        // Then
        assertTrue(page.contains("手头的都派出去了"));
        assertFalse(page.contains("data-ring"));
    }

    @Test
    void aTicketShowsWordsReasonsDeliveriesAndWhatMayBeDone() throws Exception {
        // When
        String page = ticket(Matters.reopened().file(), "ticket", panel -> panel);
        // Then
        assertTrue(page.contains("娃晚上放学看不见路"));
        assertTrue(page.contains("话里有“路灯不亮”"));
        assertTrue(page.contains("不知到没到"));
        assertTrue(page.contains("不能撤回"));
        assertTrue(page.contains("name=\"version\" value=\"7\""));
    }

    @Test
    void aSealedTicketShowsNeitherWordsNorReporter() throws Exception {
        // When
        String page = ticket(Matters.sealed().file(), "ticket-sealed", panel -> panel);
        // Then
        assertTrue(page.contains("封存件"));
        assertFalse(page.contains("收钱"), "her words");
        assertFalse(page.contains("李*"), "her name");
    }

    @Test
    void whoReportedStandsOnThePageOnlyAfterTwoAgreedAndOnlyInTheAnswerToTheLook() throws Exception {
        // Given
        List<TicketEvent> asked = asked().file().history();
        Worklist.File agreed = asked().then(person("zhou.min", "周敏"), new Change.Unsealed(), "同意")
                .file();
        // When
        String waits = unseal("unseal-agree", Unseal.of(asked, Yunxi.NOW), "zhou.min", List.of());
        String shared = unseal("unseal-shared", Unseal.of(asked, Yunxi.NOW), "desk", List.of());
        // Then
        assertTrue(waits.contains("要当面核实账目"));
        assertTrue(waits.contains("看一次"));
        assertFalse(shared.contains("<button class=\"btn go\""), "the shared log-in may do nothing");
        assertTrue(shared.contains("请用您自己的登录名"));
        String shown = unseal(
                "unseal-shown",
                Unseal.of(agreed.history(), Yunxi.NOW),
                "zhou.min",
                List.of(new UnsealPage.Person("4827 1938", "李桂英", "15400000001", "登记还收钱")));
        assertTrue(shown.contains("李桂英"));
        assertFalse(shown.contains("/unseal/"), "nothing more to press");
        assertFalse(ticket(agreed, "ticket-unsealed", panel -> panel).contains("李桂英"), "the ticket's own page");
    }

    @Test
    void aConflictKeepsWhatWasTyped() throws Exception {
        // When
        String page = ticket(
                Matters.unowned().file(),
                "ticket-conflict",
                panel -> panel.opened("dispatch", "请带车去", "DEPARTMENT:housing")
                        .inConflict(new Panel.Conflict(1, 2, "在办 · 网格员小王", "派单，给县住建局 · “请带车去”")));
        // Then
        assertTrue(page.contains("您的话没丢"));
        assertTrue(page.contains(">请带车去</textarea>"));
        assertTrue(page.contains("value=\"DEPARTMENT:housing\" required checked"));
    }

    @Test
    void wordsOfResidentsAreTextAndNeverMarkup() throws Exception {
        // Given
        Worklist.File plain = Matters.lamp().file();
        Worklist.File hostile = new Worklist.File(
                plain.ticket(),
                "<script>alert(1)</script>",
                plain.words(),
                plain.receipts(),
                plain.history(),
                plain.deliveries());
        // When
        String page = ticket(hostile, "ticket-hostile", panel -> panel);
        // Then
        assertFalse(page.contains("<script>alert"));
        assertTrue(page.contains("&lt;script&gt;alert(1)"));
    }

    @Test
    void whatDidNotArriveSaysWhatToDo() throws Exception {
        // Given
        List<DeliveryRow> rows = Matters.lamp().file().deliveries().stream()
                .map(delivery -> DeliveryRow.of(delivery, Yunxi.NAMES, Yunxi.NOW))
                .toList();
        // When
        String page = pages.page(
                        "deliveries",
                        new DeliveriesPage.View(
                                List.of(
                                        new DeliveriesPage.Part("不知到没到", "line", "平台没有回话。", rows.subList(1, 2)),
                                        new DeliveriesPage.Part("等人转", "h", "机器人进不去的群。", rows.subList(2, 3))),
                                "",
                                false),
                        "没到位的",
                        "deliveries",
                        STAFF,
                        "")
                .await()
                .indefinitely();
        Look.keep("deliveries", page);
        // Then
        assertTrue(page.contains("上河一组群，由联户长转"));
        assertTrue(page.contains("没到，我另外告诉了"));
        assertTrue(page.contains("已经转了"));
    }

    @Test
    void groupsWearTheirTierAndACodeIsReadyToSay() throws Exception {
        // Given
        InstantSource clock = InstantSource.fixed(Yunxi.NOW);
        GroupsPage groups = new GroupsPage(
                Yunxi.BINDINGS,
                Yunxi.AREAS,
                new Customers(),
                new CustomerRows(Yunxi.BINDINGS, Yunxi.AREAS, Yunxi.POSTS, clock),
                (unit, chat) -> Uni.createFrom().item(new JoinWays.JoinWay("id", "", unit, chat)),
                pages,
                clock);
        AreaCode one = Yunxi.UNIT;
        AreaCode two = new AreaCode("621099101201001-L002");
        CustomerGroup conflict = new CustomerGroup(
                "wrHEBIAN",
                "河边居民群",
                "wang.xiao",
                CustomerGroup.Standing.CONFLICT,
                Optional.of(one),
                List.of(one, two),
                "v2");
        // When
        String page = pages.page(
                        "groups",
                        groups.view(
                                List.of(conflict),
                                new GroupsPage.Said(
                                        Optional.of(new GroupsPage.Issued("云溪镇上河村二组", "K7Q-3PD", "明天 10:42")),
                                        Optional.of(new GroupsPage.Made(
                                                "云溪镇上河村二组", "河边居民群", "https://example.invalid/q", "u:x")),
                                        "")),
                        "群",
                        "groups",
                        STAFF,
                        "")
                .await()
                .indefinitely();
        Look.keep("groups", page);
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
        String page = pages.page("login", new LoginPage.View("desk", "登录名或口令不对。"), "登录", "", STAFF, "")
                .await()
                .indefinitely();
        Look.keep("login", page);
        // Then
        assertTrue(page.contains("第一次启动时打印过一次"));
    }

    @Test
    void noPageCarriesScriptsOrStylesInItsText() throws Exception {
        // Given
        String whole = queue(Matters.all(), Filter.ALL, "queue")
                + ticket(Matters.reopened().file(), "ticket", p -> p);
        // Then
        assertFalse(Pattern.compile("<script(?![^>]*\\ssrc=)").matcher(whole).find(), "inline script");
        assertFalse(Pattern.compile("\\son[a-z]+=").matcher(whole).find(), "inline handler");
        assertFalse(whole.contains(" style="), "inline style");
    }

    @Test
    void everyOwnFileAPageAsksForIsThere() throws Exception {
        // Given
        String page = queue(Matters.all(), Filter.ALL, "queue");
        // Then
        var files = Pattern.compile("(?:src|href)=\"/((?:desk|webjars)/[^\"#?]+\\.(?:js|css|svg))")
                .matcher(page);
        int found = 0;
        while (files.find()) {
            URL file = RenderTest.class.getResource("/META-INF/resources/" + files.group(1));
            assertNotNull(file, files.group(1));
            found++;
        }
        assertTrue(found > 5, "files: " + found);
    }

    private String queue(Worklist.Page rows, Filter filter, String name) throws Exception {
        Queue queue = Queue.of(rows, new Queue.Asked(filter, "", ""), Yunxi.NAMES, Yunxi.NOW);
        Optional<TicketView> preview = queue.rows().isEmpty()
                ? Optional.empty()
                : Optional.of(TicketView.of(Matters.lamp().file(), Yunxi.NAMES, Yunxi.NOW));
        String page = pages.page("queue", new QueuePage.View(queue, TOTALS, preview), "待办", "queue", STAFF, "")
                .await()
                .indefinitely();
        Look.keep(name, page);
        return page;
    }

    private static Story asked() {
        return Matters.sealed()
                .after(Duration.ofMinutes(160))
                .then(person("chen.jing", "陈静"), new Change.UnsealAsked(), "要当面核实账目");
    }

    private static Actor person(String login, String name) {
        return new Actor(Actor.Type.DESK, "desk:" + login, name);
    }

    private String unseal(String name, Unseal unseal, String login, List<UnsealPage.Person> shown) {
        Staff staff = new Staff(new Actor(Actor.Type.DESK, "desk", "周敏"), login);
        UnsealPage.View view =
                UnsealPage.view(Matters.sealed().ticket().no().value(), unseal, staff, false, "", shown, Yunxi.NOW);
        String page =
                pages.page("unseal", view, "两人批准", "queue", staff, "").await().indefinitely();
        Look.keep(name, page);
        return page;
    }

    private String ticket(Worklist.File file, String name, java.util.function.UnaryOperator<Panel> more)
            throws Exception {
        Ticket ticket = file.ticket();
        Set<ActionType> legal = new Legal(Yunxi.OWNERS).of(ticket, Yunxi.CHEN, Yunxi.TODAY);
        Panel panel = more.apply(Panel.of(ticket, EnumSet.copyOf(legal), choices.of(ticket, Yunxi.TODAY)));
        String page = pages.page(
                        "ticket",
                        new TicketPage.View(TicketView.of(file, Yunxi.NAMES, Yunxi.NOW), panel),
                        file.title(),
                        "queue",
                        STAFF,
                        "")
                .await()
                .indefinitely();
        Look.keep(name, page);
        return page;
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static final class Customers implements CustomerGroups {
        @Override
        public Uni<List<CustomerGroup>> all() {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<Optional<CustomerGroup>> find(String chat) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<CustomerGroup> saw(CustomerGroup.Sight sight) {
            return Uni.createFrom().item(CustomerGroup.first(sight, Optional.empty()));
        }

        @Override
        public Uni<Boolean> dismissed(String chat) {
            return Uni.createFrom().item(false);
        }

        @Override
        public Uni<Optional<CustomerGroup>> decide(String chat, AreaCode area) {
            return Uni.createFrom().item(Optional.empty());
        }
    }
}
