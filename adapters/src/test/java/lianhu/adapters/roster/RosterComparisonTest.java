package lianhu.adapters.roster;

import static lianhu.adapters.roster.RosterFiles.HEAD;
import static lianhu.adapters.roster.RosterFiles.UNIT;
import static lianhu.adapters.roster.RosterFiles.YUNXI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.adapters.county.County;
import lianhu.adapters.roster.RosterDifference.Item;
import lianhu.adapters.roster.RosterDifference.Kind;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.roster.Contact;
import lianhu.core.roster.PastContact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The tables hold what the files of 云溪县 said; then the files or the desk change. */
@NullUnmarked
class RosterComparisonTest {
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final Contact ZHOU = new Contact("周桂兰", "199-0000-0980", "zhou.guilan");
    private static final Area NEW_UNIT = new Area(new AreaCode("621099101201001-L009"), "九组", Area.Kind.COMMON, "");
    private static final Post NEW_HEAD = new Post(
            PostId.of(NEW_UNIT.code(), Role.UNIT_HEAD, 1),
            NEW_UNIT.code(),
            Role.UNIT_HEAD,
            "贺春梅",
            "",
            "",
            LocalDate.of(2026, 11, 20),
            Optional.empty());

    private final Map<PostId, List<PastContact>> postHistory = new HashMap<>();
    private final Map<String, List<PastContact>> departmentHistory = new HashMap<>();
    private final List<RosterRecords.OpenTicket> open = new ArrayList<>();
    private final List<RosterRecords.BoundGroup> groups = new ArrayList<>();

    @Test
    void filesThatSayTheSameChangeNothing() {
        // When
        RosterDifference difference = compare(YUNXI, YUNXI);
        // Then
        assertTrue(difference.isEmpty());
        assertEquals(List.of("加 0，改 0，停 0，留 0，动不了 0。"), lines(difference, YUNXI));
    }

    @Test
    void anotherHolderIsShownWithWhatStaysWithThePost() {
        // Given
        open.add(new RosterRecords.OpenTicket("GD1", UNIT, UNIT.value()));
        County files = RosterFiles.posts(YUNXI, post -> post.id().equals(HEAD) ? RosterFiles.with(post, ZHOU) : post);
        // When
        RosterDifference difference = compare(files, YUNXI);
        // Then
        Item<Post> item = difference.posts().getFirst();
        assertEquals(1, difference.posts().size());
        assertEquals(Kind.CHANGED, item.kind());
        assertEquals("老张", item.before().orElseThrow().person());
        String line = lines(difference, files).getFirst();
        assertTrue(line.startsWith("改  岗位 云溪镇上河村一组 联户长老张"), line);
        assertTrue(line.contains("人 老张 → 周桂兰"), line);
        assertTrue(line.contains("→ zhou.guilan"), line);
        assertTrue(line.contains("那里还有 1 件没办完，跟着岗走"), line);
    }

    @Test
    void addedAndRemovedRowsAreFound() {
        // Given
        County files = RosterFiles.posts(
                RosterFiles.plus(YUNXI, NEW_UNIT, NEW_HEAD), post -> post.id().equals(HEAD) ? null : post);
        // When
        RosterDifference difference = compare(files, YUNXI);
        // Then
        assertEquals(List.of(Kind.ADDED), kinds(difference.areas()));
        assertEquals(List.of(Kind.ADDED, Kind.REMOVED), kinds(difference.posts()));
        assertTrue(lines(difference, files).contains("加  地方 云溪镇上河村九组（621099101201001-L009）"));
        assertFalse(difference.hasRefusals());
    }

    @Test
    void aPostThatEndedLongAgoIsNoDifference() {
        // Given
        PostId former = new PostId("621099201203001-L002.UNIT_HEAD.1");
        County files = RosterFiles.posts(YUNXI, post -> post.id().equals(former) ? null : post);
        // When
        RosterDifference difference = compare(files, YUNXI);
        // Then
        assertTrue(difference.isEmpty(), () -> lines(difference, files).toString());
    }

    @Test
    void whatTheDeskChangedStaysUntilTheFileChanges() {
        // Given
        Post filed = RosterFiles.post(HEAD);
        County tables = RosterFiles.posts(YUNXI, post -> post.id().equals(HEAD) ? RosterFiles.with(post, ZHOU) : post);
        postHistory.put(HEAD, List.of(past(filed, "desk:chen.jing")));
        // When
        RosterDifference same = compare(YUNXI, tables);
        County edited = RosterFiles.posts(
                YUNXI, post -> post.id().equals(HEAD) ? RosterFiles.with(post, new Contact("何小军", "", "")) : post);
        RosterDifference later = compare(edited, tables);
        // Then
        assertEquals(List.of(Kind.KEPT), kinds(same.posts()));
        assertTrue(same.isEmpty(), "nothing to apply");
        assertTrue(lines(same, YUNXI).getFirst().contains("受理台改的比文件新，不动（陈静，"));
        assertEquals(List.of(Kind.CHANGED), kinds(later.posts()));
        assertTrue(lines(later, edited).getFirst().contains("受理台改过（陈静，"));
    }

    @Test
    void aFileThatReturnsToAnEarlierValueIsNewerThanItsOwnChange() {
        // Given
        Post filed = RosterFiles.post(HEAD);
        County tables = RosterFiles.posts(
                YUNXI, post -> post.id().equals(HEAD) ? RosterFiles.with(post, new Contact("何小军", "", "")) : post);
        postHistory.put(HEAD, List.of(past(RosterFiles.with(filed, ZHOU), ""), past(filed, "desk:chen.jing")));
        // When
        RosterDifference difference = compare(YUNXI, tables);
        // Then
        assertEquals(List.of(Kind.CHANGED), kinds(difference.posts()));
    }

    @Test
    void aPostThatTheDeskFilledStaysAlthoughTheFilesDoNotKnowIt() {
        // Given
        County tables = RosterFiles.plus(YUNXI, NEW_UNIT, NEW_HEAD);
        postHistory.put(
                NEW_HEAD.id(),
                List.of(new PastContact(
                        Optional.empty(), Optional.empty(), Optional.empty(), NOW, "desk:chen.jing", "陈静")));
        // When
        RosterDifference difference = compare(YUNXI, tables);
        // Then
        assertEquals(List.of(Kind.KEPT), kinds(difference.posts()));
        assertEquals(List.of(Kind.REFUSED), kinds(difference.areas()));
        assertTrue(lines(difference, YUNXI).getFirst().contains("还有受理台加的岗：联户长贺春梅"));
    }

    @Test
    void anAreaInUseIsNamedAndStays() {
        // Given
        AreaCode grid = UNIT.parent().orElseThrow();
        open.add(new RosterRecords.OpenTicket("GD1", UNIT, UNIT.value()));
        open.add(new RosterRecords.OpenTicket("GD1", UNIT, "housing"));
        groups.add(new RosterRecords.BoundGroup(UNIT, "上河一组群"));
        County files = RosterFiles.without(YUNXI, UNIT);
        // When
        RosterDifference difference = compare(files, YUNXI);
        RosterDifference above = compare(RosterFiles.without(YUNXI, grid), YUNXI);
        // Then
        assertEquals(List.of(Kind.REFUSED), kinds(difference.areas()));
        assertTrue(difference.hasRefusals());
        assertEquals(
                "动不了  地方 云溪镇上河村一组（621099101201001-L001）：文件里没有了；还有 1 件没办完；还绑着群“上河一组群”",
                lines(difference, files).getFirst());
        assertEquals(
                Kind.REFUSED,
                above.areas().stream()
                        .filter(item -> item.before().orElseThrow().code().equals(grid))
                        .findFirst()
                        .orElseThrow()
                        .kind(),
                "a parent stays with its child");
    }

    @Test
    void aDepartmentWithOpenTicketsStays() {
        // Given
        open.add(new RosterRecords.OpenTicket("GD1", UNIT, "acfic"));
        County files =
                RosterFiles.departments(YUNXI, department -> department.id().equals("acfic") ? null : department);
        // When
        RosterDifference difference = compare(files, YUNXI);
        // Then
        assertEquals(List.of(Kind.REFUSED), kinds(difference.departments()));
        assertTrue(lines(difference, files).getFirst().contains("它还有 1 件没办完"));
    }

    @Test
    void aDepartmentIsRenamedButKeepsTheContactThatTheDeskChanged() {
        // Given
        Department filed = YUNXI.departments().getFirst();
        County tables = RosterFiles.departments(
                YUNXI,
                department -> department.equals(filed)
                        ? new Department(filed.id(), filed.name(), filed.type(), filed.area(), "0000-1", filed.userId())
                        : department);
        departmentHistory.put(
                filed.id(),
                List.of(new PastContact(
                        Optional.of(new Contact("", filed.phone(), filed.userId())),
                        Optional.empty(),
                        Optional.empty(),
                        NOW,
                        "desk:chen.jing",
                        "陈静")));
        County files = RosterFiles.departments(
                YUNXI,
                department -> department.equals(filed)
                        ? new Department(
                                filed.id(), "云溪县民情受理台", filed.type(), filed.area(), filed.phone(), filed.userId())
                        : department);
        // When
        RosterDifference difference = compare(files, tables);
        // Then
        assertEquals(List.of(Kind.KEPT, Kind.CHANGED), kinds(difference.departments()));
        Department renamed = difference.departments().getLast().after().orElseThrow();
        assertEquals("云溪县民情受理台", renamed.name());
        assertEquals("0000-1", renamed.phone());
    }

    private static PastContact past(Post post, String by) {
        return new PastContact(
                Optional.of(new Contact(post.person(), post.phone(), post.userId())),
                Optional.of(post.from()),
                post.until(),
                NOW,
                by,
                by.isEmpty() ? "" : "陈静");
    }

    private RosterDifference compare(County files, County tables) {
        return RosterComparison.compare(
                files,
                new RosterRecords(
                        tables.areas(),
                        tables.departments(),
                        tables.posts(),
                        postHistory,
                        departmentHistory,
                        open,
                        groups),
                NOW);
    }

    private static List<String> lines(RosterDifference difference, County files) {
        List<Area> both = new ArrayList<>(YUNXI.areas());
        both.addAll(files.areas());
        both.add(NEW_UNIT);
        return new RosterDifferenceText(new AreaTree(both), phone -> phone).lines(difference);
    }

    private static <T> List<Kind> kinds(List<Item<T>> items) {
        return items.stream().map(Item::kind).toList();
    }
}
