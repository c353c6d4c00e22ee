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
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import org.jboss.resteasy.reactive.RestForm;

/** 群: which group belongs where, which units have none, and the code that binds one. */
@Path("/desk/groups")
public final class GroupsPage {
    private final Bindings bindings;
    private final Areas areas;
    private final Pages pages;
    private final InstantSource clock;

    GroupsPage(Bindings bindings, Areas areas, Pages pages, InstantSource clock) {
        this.bindings = bindings;
        this.areas = areas;
        this.pages = pages;
        this.clock = clock;
    }

    record View(List<Tier> tiers, List<Place> without, List<Place> places, Optional<Issued> issued) {}

    /**
     * Groups of one kind.
     *
     * @param look of the badge in the design system
     * @param way how something gets into such a group
     */
    record Tier(String name, String look, String way, List<Group> groups) {}

    /** @param note what else there is to know; empty for nothing */
    record Group(String name, String place, String note) {}

    record Place(String code, String name) {}

    /** @param until when the code is over */
    record Issued(String place, String code, String until) {}

    @GET
    public Uni<Response> groups(@Context ContainerRequestContext request) {
        return show(Gate.staff(request), Optional.empty());
    }

    @POST
    @Path("codes")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> issue(@RestForm String area, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        Optional<Area> place =
                Optional.ofNullable(area).flatMap(AreaCode::parse).flatMap(areas::find);
        return place.isEmpty()
                ? Uni.createFrom().item(Response.status(422).build())
                : bindings.issueCode(place.get().code())
                        .chain(code -> show(
                                staff,
                                Optional.of(new Issued(
                                        spoken(place.get()),
                                        code.code(),
                                        Times.due(code.expires(), clock.instant())))));
    }

    private Uni<Response> show(Staff staff, Optional<Issued> issued) {
        return pages.page("groups", view(issued), "群", "groups", staff, "").map(page -> Pages.html(200, page));
    }

    View view(Optional<Issued> issued) {
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
                        tier("客户群", "cu", "群主点一下才发，每天一次", Binding.Tier.CUSTOMER, all),
                        tier("普通群", "pl", "机器人进不去，由联户长转", Binding.Tier.PLAIN, all)),
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
                issued);
    }

    private Tier tier(String name, String look, String way, Binding.Tier tier, List<Binding> all) {
        return new Tier(
                name,
                look,
                way,
                all.stream()
                        .filter(binding -> binding.tier() == tier)
                        .map(binding -> new Group(binding.name(), areas.spoken(binding.area()), note(binding)))
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
