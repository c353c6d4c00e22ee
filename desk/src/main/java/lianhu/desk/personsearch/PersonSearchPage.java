package lianhu.desk.personsearch;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.call.CallLog;
import lianhu.core.call.LoggedCall;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.personsearch.PersonSearch;
import lianhu.core.personsearch.PersonSearches;
import lianhu.core.personsearch.SearchReason;
import lianhu.core.query.SearchFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.auth.PersonSearchers;
import lianhu.desk.call.CallRow;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import lianhu.desk.ticket.SimilarTickets;
import org.jboss.resteasy.reactive.RestForm;

/**
 * The search is stored before anything is shown, and shown for this once: number and name come by POST, and stand in no address and
 * in no log.
 */
@Path(PersonSearchPage.PATH)
@Authenticated
public final class PersonSearchPage {
    public static final String PATH = "/desk/calls/person";

    private static final int SHOWN = 30;
    private static final int RECENT = 20;

    private final PersonSearches searches;
    private final PersonSearchers searchers;
    private final TicketQueries ticketQueries;
    private final CallLog callLog;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    PersonSearchPage(
            PersonSearches searches,
            PersonSearchers searchers,
            TicketQueries ticketQueries,
            CallLog callLog,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.searches = searches;
        this.searchers = searchers;
        this.ticketQueries = ticketQueries;
        this.callLog = callLog;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param isAllowed whether this person has the right
     * @param typed what was searched for, in the box again
     * @param found empty before a search
     * @param recent who searched lately and why, without for whom
     */
    record View(
            boolean isAllowed,
            List<SearchReason> reasons,
            String typed,
            String trouble,
            Optional<Found> found,
            List<String> recent) {}

    /** @param isNumber whether calls are listed, too */
    record Found(boolean isNumber, List<SimilarTickets.Row> tickets, long more, List<CallRow> calls) {}

    @GET
    public Uni<Response> form(@Context ContainerRequestContext request) {
        return page(CurrentStaff.of(request), 200, "", "", Optional.empty());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> search(
            @RestForm String person,
            @RestForm String reason,
            @RestForm String words,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        if (!searchers.include(staffMember)) {
            return page(staffMember, 403, "", "", Optional.empty());
        }
        String typed = Optional.ofNullable(person).orElse("").strip();
        Optional<PersonSearch> search = PersonSearch.request(
                staffMember.login(),
                staffMember.name(),
                typed,
                Optional.ofNullable(reason).orElse(""),
                Optional.ofNullable(words).orElse(""),
                clock.instant());
        return search.isEmpty()
                ? page(staffMember, 422, typed, "请填一个完整的电话号码或者整个姓名，并选为什么查；选“其他”要写一句。", Optional.empty())
                : searches.store(search.get())
                        .chain(isStored -> isStored
                                ? find(search.get())
                                        .chain(found -> page(staffMember, 200, typed, "", Optional.of(found)))
                                : page(
                                        staffMember,
                                        429,
                                        "",
                                        "一小时里查了 " + PersonSearch.MOST_IN_AN_HOUR + " 次，先停一停。真有急用，请同事查。",
                                        Optional.empty()));
    }

    private Uni<Found> find(PersonSearch search) {
        Instant now = clock.instant();
        Uni<List<LoggedCall>> calls = search.isNumber()
                ? callLog.findByNumber(search.term(), SHOWN)
                : Uni.createFrom().item(List.of());
        return Uni.combine()
                .all()
                .unis(ticketQueries.list(query(search), Viewer.DESK), calls)
                .with((page, ofNumber) -> {
                    // That somebody has sealed a report must not follow from a number or a name.
                    List<SimilarTickets.Row> tickets = page.items().stream()
                            .filter(row -> row.ticket().confidentiality() != Confidentiality.SEALED
                                    && !row.receipts().isEmpty())
                            .map(row -> SimilarTickets.row(row, now))
                            .toList();
                    return new Found(
                            search.isNumber(),
                            tickets,
                            page.next().isEmpty()
                                    ? 0
                                    : page.total() - page.items().size(),
                            ofNumber.stream()
                                    .map(call -> CallRow.of(call, "", now))
                                    .toList());
                });
    }

    private static TicketQueries.Query query(PersonSearch search) {
        return new TicketQueries.Query(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                search.isNumber() ? search.term() : "",
                "",
                SHOWN,
                Optional.empty(),
                search.isNumber() ? SearchFilter.ofPhone(search.term()) : SearchFilter.ofReporterName(search.term()),
                TicketQueries.Order.NEWEST);
    }

    private Uni<Response> page(
            StaffMember staffMember, int status, String typed, String trouble, Optional<Found> found) {
        boolean isAllowed = searchers.include(staffMember);
        Uni<List<PersonSearches.Searched>> recent =
                isAllowed ? searches.recent(RECENT) : Uni.createFrom().item(List.of());
        return recent.chain(list -> pageRenderer.page(
                        "person-search",
                        new View(
                                isAllowed,
                                Arrays.asList(SearchReason.values()),
                                typed,
                                trouble,
                                found,
                                list.stream().map(this::words).toList()),
                        "按电话、姓名查",
                        "calls",
                        staffMember,
                        ""))
                .map(page -> PageRenderer.html(status, page));
    }

    private String words(PersonSearches.Searched searched) {
        return ChineseTime.formatPast(searched.at(), clock.instant()) + "，" + searched.name() + "按"
                + (searched.isNumber() ? "电话" : "姓名") + "查，"
                + searched.reason().label()
                + (searched.words().isEmpty() ? "" : "：" + searched.words());
    }
}
