package lianhu.desk.roster;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import org.jboss.resteasy.reactive.RestQuery;

/** 岗位和人: all posts, the vacant ones first, and all departments. Thousands of names: a worker thread makes the list. */
@Path("/desk/roster")
@Authenticated
public final class RosterPage {
    private static final Set<Level> LISTED = Set.of(Level.TOWNSHIP, Level.VILLAGE);

    private final PostSlots slots;
    private final Departments departments;
    private final Areas areas;
    private final PostPlaces places;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    RosterPage(
            PostSlots slots,
            Departments departments,
            Areas areas,
            PostPlaces places,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.slots = slots;
        this.departments = departments;
        this.areas = areas;
        this.places = places;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param count of all rows, on every page
     * @param previous query string of the page before; empty on the first
     * @param next query string of the page after; empty on the last
     */
    record View(
            boolean isDepartments,
            int posts,
            int held,
            int vacant,
            RosterFilter filter,
            List<Place> places,
            int count,
            List<RosterRow> rows,
            String previous,
            String next) {}

    record Place(String code, String name) {}

    @GET
    @Blocking
    public Uni<Response> posts(
            @RestQuery @DefaultValue("") String area,
            @RestQuery @DefaultValue("") String q,
            @RestQuery @DefaultValue("false") boolean vacant,
            @RestQuery @DefaultValue("1") int page,
            @Context ContainerRequestContext request) {
        return render(posts(RosterFilter.of(area, q, vacant, page)), request);
    }

    @GET
    @Path("departments")
    @Blocking
    public Uni<Response> departments(
            @RestQuery @DefaultValue("") String area,
            @RestQuery @DefaultValue("") String q,
            @RestQuery @DefaultValue("1") int page,
            @Context ContainerRequestContext request) {
        return render(departments(RosterFilter.of(area, q, false, page)), request);
    }

    private Uni<Response> render(View view, ContainerRequestContext request) {
        return pageRenderer
                .page("roster", view, "岗位和人", "roster", CurrentStaff.of(request), "")
                .map(page -> PageRenderer.html(200, page));
    }

    View posts(RosterFilter filter) {
        List<PostSlot> all = slots.all();
        List<PostSlot> shown = all.stream()
                .filter(slot -> slot.isVacant() || !filter.isVacantOnly())
                .filter(slot -> filter.includes(slot.post().area()))
                .filter(slot -> filter.matches(slot.post().person(), places.name(slot.post())))
                .toList();
        return view(
                false,
                all,
                filter,
                shown.size(),
                filter.rowsOf(shown).stream().map(this::row).toList());
    }

    View departments(RosterFilter filter) {
        List<Department> shown = departments.all().stream()
                .filter(department -> filter.includes(department.area()))
                .filter(department -> filter.matches(department.name(), department.id()))
                .toList();
        return view(
                true,
                slots.all(),
                filter,
                shown.size(),
                filter.rowsOf(shown).stream().map(RosterPage::row).toList());
    }

    private View view(boolean isDepartments, List<PostSlot> all, RosterFilter filter, int count, List<RosterRow> rows) {
        int vacant = (int) all.stream().filter(PostSlot::isVacant).count();
        return new View(
                isDepartments,
                all.size(),
                all.size() - vacant,
                vacant,
                filter,
                areas.all().stream()
                        .map(Area::code)
                        .filter(code -> code.isAway() ? code.level() == Level.GRID : LISTED.contains(code.level()))
                        .sorted(Comparator.comparing(AreaCode::value))
                        .map(code -> new Place(code.value(), areas.displayName(code)))
                        .toList(),
                count,
                rows,
                filter.previous(),
                filter.next(count));
    }

    private RosterRow row(PostSlot slot) {
        Post post = slot.post();
        String href = "/desk/roster/post?id=" + post.id();
        return slot.isVacant()
                ? new RosterRow(href, places.name(post), "", vacancy(slot), true)
                : new RosterRow(
                        href,
                        places.name(post),
                        post.person(),
                        RosterRow.reach(post.phone(), post.userId()) + " · " + post.from() + " 起",
                        false);
    }

    private String vacancy(PostSlot slot) {
        LocalDate today = DeadlinePolicy.localDate(clock.instant());
        return slot.vacantSince()
                        .map(day -> "空了 " + Math.max(1, ChronoUnit.DAYS.between(day, today) + 1) + " 天")
                        .orElse("一直没有人")
                + places.substitute(slot.post(), today)
                        .map(name -> " · 没补之前新派到这里的归" + name)
                        .orElse("");
    }

    private static RosterRow row(Department department) {
        return new RosterRow(
                "/desk/roster/department?id=" + department.id(),
                department.name(),
                "",
                RosterRow.reach(department.phone(), department.userId()),
                false);
    }
}
