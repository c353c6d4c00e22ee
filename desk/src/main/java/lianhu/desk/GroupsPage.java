package lianhu.desk;

import io.smallrye.mutiny.Uni;
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
import lianhu.core.Rejected;
import lianhu.core.Unavailable;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.group.CustomerGroup;
import lianhu.core.group.CustomerGroups;
import lianhu.core.group.JoinWays;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** 群: which group belongs where, which units have none, the code that binds one, and customer groups with their owners. */
@Path("/desk/groups")
public final class GroupsPage {
    private final Bindings bindings;
    private final Areas areas;
    private final CustomerGroups customers;
    private final CustomerRows rows;
    private final JoinWays joinWays;
    private final Pages pages;
    private final InstantSource clock;

    GroupsPage(
            Bindings bindings,
            Areas areas,
            CustomerGroups customers,
            CustomerRows rows,
            JoinWays joinWays,
            Pages pages,
            InstantSource clock) {
        this.bindings = bindings;
        this.areas = areas;
        this.customers = customers;
        this.rows = rows;
        this.joinWays = joinWays;
        this.pages = pages;
        this.clock = clock;
    }

    record View(
            List<Tier> tiers,
            List<CustomerRows.Row> customers,
            List<Place> without,
            List<Place> places,
            List<Place> units,
            Said said) {}

    /** What the last press of a button brought; at most one of them. */
    record Said(Optional<Issued> issued, Optional<Made> made, String problem) {
        static final Said NOTHING = new Said(Optional.empty(), Optional.empty(), "");
    }

    /**
     * Groups of one kind.
     *
     * @param look of the badge in the design system
     * @param way how something gets into such a group
     */
    record Tier(String name, String look, String way, List<Group> groups) {}

    /** @param note what else there is to know; empty for nothing */
    record Group(String chat, String name, String place, String note) {}

    record Place(String code, String name) {}

    /** @param until when the code is over */
    record Issued(String place, String code, String until) {}

    /** @param qrCode address of the picture to print */
    record Made(String place, String group, String qrCode, String state) {}

    @GET
    public Uni<Response> groups(@Context ContainerRequestContext request) {
        return show(Gate.staff(request), Said.NOTHING);
    }

    @POST
    @Path("codes")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> issue(@RestForm String area, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        Optional<Area> place = place(area);
        return place.isEmpty()
                ? Uni.createFrom().item(Response.status(422).build())
                : bindings.issueCode(place.get().code())
                        .map(code -> new Issued(
                                spoken(place.get()), code.code(), Times.due(code.expires(), clock.instant())))
                        .chain(issued -> show(staff, new Said(Optional.of(issued), Optional.empty(), "")));
    }

    /** Nothing of ours is in that group any more, and nothing of it here. */
    @POST
    @Path("unbind")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> unbind(@RestForm String chat, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        return chat == null
                ? Uni.createFrom().item(Response.status(422).build())
                : bindings.unbind(chat).chain(isGone -> show(staff, isGone ? Said.NOTHING : problem("没有这个群，也许已经解绑了。")));
    }

    /** A person says where a customer group belongs. */
    @POST
    @Path("customers")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> decide(
            @RestForm String chat, @RestForm String area, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        Optional<Area> place = place(area);
        return place.isEmpty() || chat == null
                ? Uni.createFrom().item(Response.status(422).build())
                : customers
                        .decide(chat, place.get().code())
                        .chain(group -> show(staff, group.isPresent() ? Said.NOTHING : problem("没有这个客户群，也许刚刚解散了。")));
    }

    /** A code by which residents come into a customer group. */
    @POST
    @Path("join-codes")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> join(@RestForm String chat, @RestForm String area, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        Optional<Area> place = place(area).filter(one -> one.code().level() == Level.UNIT);
        return place.isEmpty() || chat == null
                ? Uni.createFrom().item(Response.status(422).build())
                : customers
                        .find(chat)
                        .chain(group -> group.isEmpty()
                                ? Uni.createFrom().item(problem("没有这个客户群，也许刚刚解散了。"))
                                : made(place.get(), group.get()))
                        .chain(said -> show(staff, said));
    }

    private Uni<Said> made(Area unit, CustomerGroup group) {
        return joinWays.make(unit.code(), group.chat())
                .map(way -> new Said(
                        Optional.empty(),
                        Optional.of(new Made(spoken(unit), group.name(), way.qrCode(), way.state())),
                        ""))
                .onFailure(failure -> failure instanceof Rejected || failure instanceof Unavailable)
                .recoverWithItem(no -> problem(String.valueOf(no.getMessage())));
    }

    private static Said problem(String sentence) {
        return new Said(Optional.empty(), Optional.empty(), sentence);
    }

    private Optional<Area> place(@Nullable String area) {
        return Optional.ofNullable(area).flatMap(AreaCode::parse).flatMap(areas::find);
    }

    private Uni<Response> show(Staff staff, Said said) {
        return customers
                .all()
                .chain(seen -> pages.page("groups", view(seen, said), "群", "groups", staff, ""))
                .map(page -> Pages.html(200, page));
    }

    View view(List<CustomerGroup> seen, Said said) {
        List<Binding> all = bindings.all().stream()
                .sorted(Comparator.comparing(Binding::area).thenComparing(Binding::name))
                .toList();
        List<Area> units = areas.all().stream()
                .filter(area -> area.code().level() == Level.UNIT)
                .sorted(Comparator.comparing(Area::code))
                .toList();
        return new View(
                List.of(
                        tier("内部群", "nb", "机器人在群里，@它就应，结果直接进群", Binding.Tier.INTERNAL, all),
                        tier("普通群", "pl", "机器人进不去，由联户长转", Binding.Tier.PLAIN, all)),
                rows.of(seen),
                units.stream()
                        .filter(unit ->
                                all.stream().noneMatch(binding -> binding.area().equals(unit.code())))
                        .map(unit -> new Place(unit.code().value(), spoken(unit)))
                        .toList(),
                areas.all().stream()
                        .filter(area -> area.code().level() == Level.VILLAGE
                                || area.code().level() == Level.UNIT)
                        .sorted(Comparator.comparing(Area::code))
                        .map(area -> new Place(area.code().value(), spoken(area)))
                        .toList(),
                units.stream()
                        .map(unit -> new Place(unit.code().value(), spoken(unit)))
                        .toList(),
                said);
    }

    private Tier tier(String name, String look, String way, Binding.Tier tier, List<Binding> all) {
        return new Tier(
                name,
                look,
                way,
                all.stream()
                        .filter(binding -> binding.tier() == tier)
                        .map(binding ->
                                new Group(binding.chat(), binding.name(), areas.spoken(binding.area()), note(binding)))
                        .toList());
    }

    private static String note(Binding binding) {
        return binding.tier() == Binding.Tier.INTERNAL && binding.webhookKey().isEmpty()
                ? "没有群机器人地址：当场能答，过后的结果要用应用消息发"
                : "";
    }

    private String spoken(Area area) {
        return areas.spoken(area.code());
    }
}
