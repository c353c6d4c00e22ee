package lianhu.desk.group;

import io.quarkus.arc.NoClassInterceptors;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.customergroup.CustomerGroupRepository;
import lianhu.core.customergroup.JoinWays;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** 群: groups and their areas, units without a group, binding codes, and customer groups with their owners. */
@Path("/desk/groups")
@Authenticated
public final class GroupsPage {
    private final GroupBindings groupBindings;
    private final Areas areas;
    private final CustomerGroupRepository customers;
    private final CustomerGroupRows rows;
    private final JoinWays joinWays;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    public GroupsPage(
            GroupBindings groupBindings,
            Areas areas,
            CustomerGroupRepository customers,
            CustomerGroupRows rows,
            JoinWays joinWays,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.groupBindings = groupBindings;
        this.areas = areas;
        this.customers = customers;
        this.rows = rows;
        this.joinWays = joinWays;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    public record View(
            List<Tier> tiers,
            List<CustomerGroupRows.Row> customers,
            List<Place> without,
            List<Place> places,
            List<Place> units,
            Feedback said) {}

    /** The result of the last action; at most one field is set. */
    public record Feedback(Optional<IssuedCode> issued, Optional<CreatedJoinWay> made, String problem) {
        static final Feedback NOTHING = new Feedback(Optional.empty(), Optional.empty(), "");
    }

    /**
     * Groups of one type.
     *
     * @param look CSS class of the badge
     * @param way how messages get into such a group
     */
    record Tier(String name, String look, String way, List<Group> groups) {}

    /** @param note a restriction of the group; empty for none */
    record Group(String chat, String name, String place, String note) {}

    record Place(String code, String name) {}

    /** @param until when the code expires */
    public record IssuedCode(String place, String code, String until) {}

    /** @param qrCode address of the image to print */
    public record CreatedJoinWay(String place, String group, String qrCode, String state) {}

    @GET
    public Uni<Response> groups(@Context ContainerRequestContext request) {
        return render(CurrentStaff.of(request), Feedback.NOTHING);
    }

    @POST
    @Path("codes")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> issue(@RestForm String area, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Optional<Area> place = place(area);
        return place.isEmpty()
                ? PageRenderer.status(422)
                : groupBindings
                        .issueCode(place.get().code())
                        .map(code -> new IssuedCode(
                                fullName(place.get()),
                                code.code(),
                                ChineseTime.formatDue(code.expires(), clock.instant())))
                        .chain(issuedCode ->
                                render(staffMember, new Feedback(Optional.of(issuedCode), Optional.empty(), "")));
    }

    /** Ends the binding of a group: no messages go to it or are read from it. */
    @POST
    @Path("unbind")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> unbind(@RestForm String chat, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return chat == null
                ? PageRenderer.status(422)
                : groupBindings
                        .unbind(chat)
                        .chain(isGone -> render(staffMember, isGone ? Feedback.NOTHING : problem("没有这个群，也许已经解绑了。")));
    }

    /** Assigns a customer group to an area. */
    @POST
    @Path("customers")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> decide(
            @RestForm String chat, @RestForm String area, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Optional<Area> place = place(area);
        return place.isEmpty() || chat == null
                ? PageRenderer.status(422)
                : customers
                        .assign(chat, place.get().code())
                        .chain(group -> render(
                                staffMember, group.isPresent() ? Feedback.NOTHING : problem("没有这个客户群，也许刚刚解散了。")));
    }

    /** Creates a code that lets residents join a customer group. */
    @POST
    @Path("join-codes")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> join(@RestForm String chat, @RestForm String area, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Optional<Area> place = place(area).filter(one -> one.code().level() == Level.UNIT);
        return place.isEmpty() || chat == null
                ? PageRenderer.status(422)
                : customers
                        .find(chat)
                        .chain(group -> group.isEmpty()
                                ? Uni.createFrom().item(problem("没有这个客户群，也许刚刚解散了。"))
                                : createJoinWay(place.get(), group.get()))
                        .chain(feedback -> render(staffMember, feedback));
    }

    private Uni<Feedback> createJoinWay(Area unit, CustomerGroup group) {
        return joinWays.create(unit.code(), group.chat())
                .map(way -> new Feedback(
                        Optional.empty(),
                        Optional.of(new CreatedJoinWay(fullName(unit), group.name(), way.qrCode(), way.state())),
                        ""))
                .onFailure(failure ->
                        failure instanceof ReportRejectedException || failure instanceof StoreUnavailableException)
                .recoverWithItem(failure -> problem(String.valueOf(failure.getMessage())));
    }

    private static Feedback problem(String sentence) {
        return new Feedback(Optional.empty(), Optional.empty(), sentence);
    }

    private Optional<Area> place(@Nullable String area) {
        return Optional.ofNullable(area).flatMap(AreaCode::parse).flatMap(areas::find);
    }

    private Uni<Response> render(StaffMember staffMember, Feedback feedback) {
        return customers
                .all()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(seen -> pageRenderer.page("groups", view(seen, feedback), "群", "groups", staffMember, ""))
                .map(page -> PageRenderer.html(200, page));
    }

    /** No endpoint: called after the check of the session, on a worker thread without a request. */
    @NoClassInterceptors
    public View view(List<CustomerGroup> seen, Feedback feedback) {
        List<GroupBinding> all = groupBindings.all().stream()
                .sorted(Comparator.comparing(GroupBinding::area).thenComparing(GroupBinding::name))
                .toList();
        List<Area> units = areas.all().stream()
                .filter(area -> area.code().level() == Level.UNIT)
                .sorted(Comparator.comparing(Area::code))
                .toList();
        return new View(
                List.of(
                        tier("内部群", "nb", "机器人在群里，@它就应，结果直接进群", GroupBinding.Tier.INTERNAL, all),
                        tier("普通群", "pl", "机器人进不去，由联户长转", GroupBinding.Tier.PLAIN, all)),
                rows.of(seen),
                units.stream()
                        .filter(unit -> all.stream()
                                .noneMatch(groupBinding -> groupBinding.area().equals(unit.code())))
                        .map(unit -> new Place(unit.code().value(), fullName(unit)))
                        .toList(),
                areas.all().stream()
                        .filter(area -> area.code().level() == Level.VILLAGE
                                || area.code().level() == Level.UNIT)
                        .sorted(Comparator.comparing(Area::code))
                        .map(area -> new Place(area.code().value(), fullName(area)))
                        .toList(),
                units.stream()
                        .map(unit -> new Place(unit.code().value(), fullName(unit)))
                        .toList(),
                feedback);
    }

    private Tier tier(String name, String look, String way, GroupBinding.Tier tier, List<GroupBinding> all) {
        return new Tier(
                name,
                look,
                way,
                all.stream()
                        .filter(groupBinding -> groupBinding.tier() == tier)
                        .map(groupBinding -> new Group(
                                groupBinding.chat(),
                                groupBinding.name(),
                                areas.displayName(groupBinding.area()),
                                note(groupBinding)))
                        .toList());
    }

    private static String note(GroupBinding groupBinding) {
        return groupBinding.tier() == GroupBinding.Tier.INTERNAL
                        && groupBinding.webhookKey().isEmpty()
                ? "没有群机器人地址：当场能答，过后的结果要用应用消息发"
                : "";
    }

    private String fullName(Area area) {
        return areas.displayName(area.code());
    }
}
