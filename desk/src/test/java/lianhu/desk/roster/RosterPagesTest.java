package lianhu.desk.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.Contact;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.PastContact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.roster.RosterEditor;
import lianhu.core.ticket.Actor;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.format.StaffMember;
import lianhu.templates.CountyContact;
import org.junit.jupiter.api.Test;

/** The list and the pages behind it, with an editor that remembers what it was asked. */
class RosterPagesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(DeskFixture.NOW);
    private static final AreaCode TWO = new AreaCode("621099101201001-L002");
    private static final String HEAD = "621099101201001-L001.UNIT_HEAD.1";
    private static final Post LEFT = new Post(
            PostId.of(TWO, Role.UNIT_HEAD, 1),
            TWO,
            Role.UNIT_HEAD,
            "老龚",
            "",
            "",
            LocalDate.of(2025, 3, 1),
            Optional.of(LocalDate.of(2026, 11, 11)));
    private static final ContainerRequestContext REQUEST =
            StaffRequests.of(new StaffMember(new Actor(Actor.Type.DESK, "621099.DISPATCHER.1", "陈静"), "chen.jing"));

    private final FakeRosterEditor editor = new FakeRosterEditor();
    private final InMemoryPostDirectory posts = new InMemoryPostDirectory(
            Stream.concat(DeskFixture.POSTS.all().stream(), Stream.of(LEFT)).toList());
    private final PostSlots slots = new PostSlots(posts, DeskFixture.AREAS, CLOCK);
    private final PostPlaces places = new PostPlaces(DeskFixture.AREAS, DeskFixture.OWNERS);
    private final RosterPage roster =
            new RosterPage(slots, DeskFixture.DEPARTMENTS, DeskFixture.AREAS, places, PageRenderHarness.pages(), CLOCK);
    private final PostPage postPage = new PostPage(
            slots,
            places,
            editor,
            new FakeLinks(),
            new CountyContact("12345", "值班室", "https://example.invalid"),
            PageRenderHarness.pages(),
            CLOCK);
    private final DepartmentPage departmentPage =
            new DepartmentPage(DeskFixture.DEPARTMENTS, editor, PageRenderHarness.pages(), CLOCK);

    @Test
    void vacantPostsComeFirstWithWhoGetsTheWorkMeanwhile() {
        // When
        String page = body(roster.posts("", "", false, 1, REQUEST));
        PageRenderHarness.keep("roster", page);
        // Then
        assertTrue(page.contains("岗 6，有人 4，空 2"), page);
        assertTrue(page.indexOf("一直没有人") < page.indexOf("空了 12 天"), "nobody ever held it: 柳沟村三组");
        assertTrue(page.indexOf("空了 12 天") < page.indexOf("<span>陈静</span>"), page);
        assertTrue(page.contains("没补之前新派到这里的归网格员小王"), page);
    }

    @Test
    void aPlaceAndAWordNarrowTheList() {
        // When
        String village = body(roster.posts("621099101201", "", false, 1, REQUEST));
        String name = body(roster.posts("", "老张", false, 1, REQUEST));
        String vacant = body(roster.posts("", "", true, 1, REQUEST));
        String none = body(roster.posts("", "没有这个人", false, 1, REQUEST));
        // Then
        assertTrue(village.contains("小王") && !village.contains("<span>小贾</span>"), village);
        assertEquals(1, name.split("看、改", -1).length - 1, name);
        assertFalse(vacant.contains("看、改"), vacant);
        assertTrue(none.contains("没有对得上的"), none);
    }

    @Test
    void aLongListHasPages() {
        // Given
        RosterFilter first = RosterFilter.of("621099", "组 & 村", false, 1);
        RosterFilter last = RosterFilter.of("", "", true, 2);
        List<Integer> rows = IntStream.range(0, RosterFilter.ROWS + 1).boxed().toList();
        // Then
        assertEquals(RosterFilter.ROWS, first.rowsOf(rows).size());
        assertEquals("area=621099&q=%E7%BB%84+%26+%E6%9D%91&page=2", first.next(rows.size()));
        assertEquals("", first.previous());
        assertEquals(List.of(RosterFilter.ROWS), last.rowsOf(rows));
        assertEquals("", last.next(rows.size()));
        assertEquals("area=&q=&vacant=true&page=1", last.previous());
        assertEquals(List.of(), RosterFilter.of("", "", false, 99).rowsOf(rows));
    }

    @Test
    void theListShowsNoWholeMobileNumber() {
        assertEquals("154****0417 · 没有企业微信账号", RosterRow.reach("15400000417", ""));
        assertEquals("0936-0000001 · zhang.san", RosterRow.reach("0936-0000001", "zhang.san"));
        assertEquals("没有电话 · zhang.san", RosterRow.reach("", "zhang.san"));
    }

    @Test
    void departmentsAreListedWithHowTheyAreReached() {
        // When
        String page = body(roster.departments("", "住建", 1, REQUEST));
        // Then
        assertTrue(page.contains("/desk/roster/department?id=housing"), page);
        assertTrue(page.contains("0936-0000001 · 没有企业微信账号"), page);
        assertFalse(page.contains("云溪县水厂"), page);
    }

    @Test
    void anotherNameIsANewHolderWhoseLinkIsShown() {
        // When
        String page = body(postPage.change(HEAD, " 周桂兰 ", "19900000980", "zhou.guilan", REQUEST));
        PageRenderHarness.keep("roster-post", page);
        // Then
        assertEquals(List.of("chen.jing 陈静 " + HEAD + " 周桂兰 19900000980 zhou.guilan"), editor.changes);
        assertTrue(page.contains("从今天起是周桂兰。"), page);
        assertTrue(page.contains("https://example.invalid/unit/secret"), page);
        assertTrue(page.contains("这里有 3 件没办完"), page);
    }

    @Test
    void theSameNameShowsNoLink() {
        // When
        String page = body(postPage.change(HEAD, "老张", "19900000417", "", REQUEST));
        // Then
        assertTrue(page.contains("改好了。"), page);
        assertFalse(page.contains("https://example.invalid/unit/secret"), page);
    }

    @Test
    void whatIsWrongIsSaidAndWhatWasTypedStays() {
        // When
        Response noName = await(postPage.change(HEAD, " ", "19900000980", "", REQUEST));
        Response badPhone = await(postPage.change(HEAD, "周桂兰", "不知道", "", REQUEST));
        Response badAccount = await(postPage.change(HEAD, "周桂兰", "", "周桂兰", REQUEST));
        Response badOffice = await(departmentPage.change("housing", "12", "", REQUEST));
        // Then
        assertEquals(422, noName.getStatus());
        assertTrue(text(noName).contains("姓名要写"), text(noName));
        assertTrue(text(badPhone).contains("电话只能有数字和短横"), text(badPhone));
        assertTrue(text(badPhone).contains("value=\"不知道\""), text(badPhone));
        assertTrue(text(badAccount).contains("企业微信账号是通讯录里的“账号”"), text(badAccount));
        assertEquals(422, badOffice.getStatus());
        assertEquals(List.of(), editor.changes);
    }

    @Test
    void aPostIsVacatedAndAnUnknownOneIsNotFound() {
        // When
        String page = body(postPage.vacate(HEAD, REQUEST));
        // Then
        assertEquals(List.of("chen.jing 陈静 " + HEAD + " vacant"), editor.changes);
        assertTrue(page.contains("这个岗从今天起空着"), page);
        assertEquals(404, await(postPage.post("nobody", REQUEST)).getStatus());
        assertEquals(404, await(departmentPage.department("nobody", REQUEST)).getStatus());
        assertEquals(
                200,
                await(postPage.post("621099102201001-L003.UNIT_HEAD.1", REQUEST))
                        .getStatus(),
                "nobody ever held it");
        assertEquals(200, await(postPage.post(LEFT.id().value(), REQUEST)).getStatus(), "the holder left");
    }

    @Test
    void historySaysWhoHeldThePostAndWhoChangedIt() {
        // Given
        editor.history = List.of(
                past("老张", "1", "desk:chen.jing", "陈静"),
                past("张德厚", "1", "", ""),
                new PastContact(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        DeskFixture.NOW,
                        "desk:ma.xiaoyan",
                        "马晓燕"));
        // When
        String page = body(postPage.post(HEAD, REQUEST));
        // Then
        assertTrue(page.contains("改了电话、账号或日子 · 陈静，今天 10:42"), page);
        assertTrue(page.contains("2025-03-01 — 2026-11-23 · 县的文件，今天 10:42换的"), page);
        assertTrue(page.contains("新添"), page);
    }

    @Test
    void aDepartmentGetsAnotherContact() {
        // When
        String page = body(departmentPage.change("housing", "0936-0000002", "liu.gong", REQUEST));
        PageRenderHarness.keep("roster-department", page);
        // Then
        assertEquals(List.of("chen.jing 陈静 housing  0936-0000002 liu.gong"), editor.changes);
        assertTrue(page.contains("改好了。"), page);
    }

    private static PastContact past(String name, String phone, String by, String byName) {
        return new PastContact(
                Optional.of(new Contact(name, phone, "")),
                Optional.of(LocalDate.of(2025, 3, 1)),
                Optional.empty(),
                DeskFixture.NOW,
                by,
                byName);
    }

    private static String body(Uni<Response> response) {
        Response answer = await(response);
        assertEquals(200, answer.getStatus());
        return text(answer);
    }

    private static String text(Response response) {
        return String.valueOf(response.getEntity());
    }

    private static Response await(Uni<Response> response) {
        return response.await().atMost(Duration.ofSeconds(10));
    }

    private static final class FakeLinks implements PostHolderLinks {
        @Override
        public Optional<String> linkOf(PostId post) {
            return post.value().equals(HEAD) ? Optional.of("/unit/secret") : Optional.empty();
        }

        @Override
        public Uni<Optional<String>> renew(PostId post) {
            return Uni.createFrom().item(linkOf(post));
        }
    }

    private static final class FakeRosterEditor implements RosterEditor {
        private final List<String> changes = new ArrayList<>();
        private List<PastContact> history = List.of();

        @Override
        public Uni<Void> changeHolder(Post post, Contact contact, Editor author) {
            changes.add(line(author, post.id().value(), contact));
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> vacate(Post post, Editor author) {
            changes.add(login(author) + " " + post.id() + " vacant");
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Boolean> changeDepartment(String department, Contact contact, Editor author) {
            changes.add(line(author, department, contact));
            return Uni.createFrom().item(true);
        }

        private static String line(Editor author, String id, Contact contact) {
            return login(author) + " " + id + " " + contact.name() + " " + contact.phone() + " " + contact.userId();
        }

        private static String login(Editor author) {
            return author.id().substring("desk:".length()) + " " + author.name();
        }

        @Override
        public Uni<List<PastContact>> historyOf(PostId post) {
            return Uni.createFrom().item(history);
        }

        @Override
        public Uni<List<PastContact>> historyOfDepartment(String department) {
            return Uni.createFrom().item(history);
        }

        @Override
        public Uni<Long> countOpenTickets(String owner) {
            return Uni.createFrom().item(3L);
        }
    }
}
