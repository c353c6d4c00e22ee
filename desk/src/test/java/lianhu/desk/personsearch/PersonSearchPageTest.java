package lianhu.desk.personsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.personsearch.InMemoryPersonSearches;
import lianhu.core.personsearch.PersonSearch;
import lianhu.core.personsearch.PersonSearches;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.Actor;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.auth.TeamLeadsFixture;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.Test;

class PersonSearchPageTest {
    private static final StaffMember STAFF =
            new StaffMember(new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静"), "chen.jing");
    private static final StaffMember COLLEAGUE =
            new StaffMember(new Actor(Actor.Type.DESK, "desk:wang.li", "王丽"), "wang.li");
    private static final String NUMBER = "13900000003";

    private final InMemoryPersonSearches searches = new InMemoryPersonSearches();
    private final List<TicketQueries.Query> asked = new ArrayList<>();
    private final PersonSearchPage page = new PersonSearchPage(
            searches,
            TeamLeadsFixture.searchers("chen.jing"),
            tickets(),
            log(),
            PageRenderHarness.pages(),
            InstantSource.fixed(DeskFixture.NOW));

    @Test
    void aNumberFindsReportsAndCallsAndWhoSearchedWhyIsKept() {
        Response found = search(STAFF, "139 0000-0003", "ASKS_PROGRESS", "");

        assertEquals(200, found.getStatus());
        assertEquals(Optional.of(NUMBER), asked.getFirst().filter().phone());
        assertTrue(html(found).contains("报过的事") && html(found).contains("打来过的电话"), html(found));
        assertTrue(html(found).contains("陈静按电话查，他来问进度，说不出受理号"), html(found));
        assertTrue(html(found).contains("139****0003"), html(found));
        PageRenderHarness.keep("person-search", html(found));
    }

    @Test
    void aNameIsSearchedForAsAWholeAndHasNoCalls() {
        Response found = search(STAFF, "李 秀兰", "OTHER", "民政来函");

        assertEquals(Optional.of("李秀兰"), asked.getFirst().filter().reporterName());
        assertTrue(html(found).contains("同名的人也在里面"), html(found));
        assertFalse(html(found).contains("打来过的电话"), html(found));
        assertTrue(html(found).contains("陈静按姓名查，其他：民政来函"), html(found));
    }

    /** That somebody has sealed a report must not follow from a name. */
    @Test
    void whatIsSealedIsNotShown() {
        long sealed = PageRenderHarness.tickets().items().stream()
                .filter(row -> row.ticket().confidentiality() == Confidentiality.SEALED)
                .count();
        String html = html(search(STAFF, "李秀兰", "SAME_MATTER", ""));

        assertTrue(sealed > 0);
        PageRenderHarness.tickets().items().stream()
                .filter(row -> row.ticket().confidentiality() == Confidentiality.SEALED)
                .forEach(row -> assertFalse(html.contains(row.ticket().no().value()), html));
    }

    @Test
    void withoutTheRightNothingIsSearchedAndThePageSaysWhyAndWhatToDo() {
        StaffMember shared = new StaffMember(new Actor(Actor.Type.DESK, "desk", "受理台"), StaffMember.SHARED);

        Response refused = search(COLLEAGUE, NUMBER, "ASKS_PROGRESS", "");
        String form = html(await(page.form(StaffRequests.of(COLLEAGUE))));

        assertEquals(403, refused.getStatus());
        assertTrue(form.contains("您没有按电话、姓名查的权限") && form.contains("lianhu.desk.person-search"), form);
        assertFalse(form.contains("<form method=\"post\" action=\"/desk/calls/person\""), form);
        assertEquals(List.of(), asked);
        assertEquals(List.of(), recent());
        assertFalse(TeamLeadsFixture.searchers(StaffMember.SHARED).include(shared), "the record would name no person");
    }

    @Test
    void withoutAReasonNothingIsSearched() {
        assertEquals(422, search(STAFF, NUMBER, "", "").getStatus());
        assertEquals(422, search(STAFF, NUMBER, "OTHER", " ").getStatus());
        Response tooShort = search(STAFF, "李", "ASKS_PROGRESS", "");

        assertTrue(html(tooShort).contains("请填一个完整的电话号码或者整个姓名"), html(tooShort));
        assertEquals(List.of(), asked);
        assertEquals(List.of(), recent());
    }

    @Test
    void whoSearchesTooOftenHasToStop() {
        for (int i = 0; i < PersonSearch.MOST_IN_AN_HOUR; i++) {
            search(STAFF, NUMBER, "SAME_MATTER", "");
        }

        Response over = search(STAFF, NUMBER, "SAME_MATTER", "");

        assertEquals(429, over.getStatus());
        assertTrue(html(over).contains("一小时里查了 30 次"), html(over));
        assertEquals(PersonSearch.MOST_IN_AN_HOUR, asked.size());
    }

    private List<PersonSearches.Searched> recent() {
        return await(searches.recent(99));
    }

    private Response search(StaffMember by, String person, String reason, String words) {
        return await(page.search(person, reason, words, StaffRequests.of(by)));
    }

    private static String html(Response response) {
        return String.valueOf(response.getEntity());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }

    private TicketQueries tickets() {
        return (TicketQueries) Proxy.newProxyInstance(
                TicketQueries.class.getClassLoader(),
                new Class<?>[] {TicketQueries.class},
                (proxy, method, arguments) -> {
                    asked.add((TicketQueries.Query) arguments[0]);
                    return Uni.createFrom().item(PageRenderHarness.tickets());
                });
    }

    private static CallLog log() {
        return (CallLog) Proxy.newProxyInstance(
                CallLog.class.getClassLoader(),
                new Class<?>[] {CallLog.class},
                (proxy, method, arguments) -> Uni.createFrom()
                        .item(List.of(new LoggedCall(
                                "1.1",
                                NUMBER,
                                DeskFixture.NOW,
                                Optional.of(DeskFixture.NOW),
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
                                List.of()))));
    }
}
