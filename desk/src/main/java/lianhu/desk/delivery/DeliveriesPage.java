package lianhu.desk.delivery;

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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.Labels;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

/** 没到位的: deliveries that a person must settle. */
@Path("/desk/deliveries")
@Authenticated
public final class DeliveriesPage {
    private static final Set<DeliveryState> OPEN =
            EnumSet.of(DeliveryState.UNKNOWN, DeliveryState.WAITS_FOR_PERSON, DeliveryState.CANNOT);
    private static final int SHOWN = 300;

    private final TicketQueries ticketQueries;
    private final Labels labels;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    DeliveriesPage(TicketQueries ticketQueries, Labels labels, PageRenderer pageRenderer, InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.labels = labels;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /** @param isCut whether more deliveries exist than are shown */
    public record View(List<Section> parts, String said, boolean isCut) {
        public boolean isEmpty() {
            return parts.stream().allMatch(section -> section.rows().isEmpty());
        }
    }

    public record Section(String name, String tone, String hint, List<DeskDeliveryRow> rows) {}

    @GET
    public Uni<Response> deliveries(@Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return load("").chain(view -> pageRenderer.page("deliveries", view, "没到位的", "deliveries", staffMember, ""))
                .map(page -> PageRenderer.html(200, page));
    }

    @GET
    @Path("rows")
    public Uni<Response> rows() {
        return load("").chain(view -> pageRenderer.part("deliveries", "rows", view))
                .map(part -> PageRenderer.html(200, part));
    }

    /**
     * Records the outcome of a delivery.
     *
     * @param answer key of an option that {@link DeskDeliveryRow} offers
     * @param back the page to return to
     */
    @POST
    @Path("{id}/settle")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> settle(
            @RestPath long id,
            @RestForm String answer,
            @RestForm String back,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Optional<DeskDeliveryRow.SettlementOption> given = Stream.of(
                        DeliveryState.UNKNOWN, DeliveryState.WAITS_FOR_PERSON)
                .flatMap(state -> DeskDeliveryRow.answers(state).stream())
                .filter(offered -> offered.key().equals(answer))
                .findFirst();
        if (given.isEmpty()) {
            return PageRenderer.status(422);
        }
        DeskDeliveryRow.SettlementOption option = given.get();
        return ticketQueries
                .settle(id, option.state(), option.why() + "（" + staffMember.name() + "）", Viewer.DESK)
                .chain(isSettled -> request.getHeaderString("HX-Request") == null
                        ? PageRenderer.redirect(page(back))
                        : load(isSettled ? "记下了：" + option.why() : "这一条已经有人记过了")
                                .chain(view -> pageRenderer.part("deliveries", "rows", view))
                                .map(part -> PageRenderer.html(200, part)));
    }

    /** The page of a ticket or this page; never an address from elsewhere. */
    private static String page(String back) {
        return back != null && back.matches("/desk/tickets/GD\\d{15,40}") ? back : "/desk/deliveries";
    }

    private Uni<View> load(String said) {
        return ticketQueries.deliveries(OPEN, SHOWN + 1, Viewer.DESK).map(found -> {
            Instant now = clock.instant();
            List<Delivery> shown = found.subList(0, Math.min(SHOWN, found.size()));
            return new View(
                    List.of(
                            part("不知到没到", "line", "平台没有回话。不会自动再发，免得人家收两遍。", DeliveryState.UNKNOWN, shown, now),
                            part("到不了", "z", "没有路送到。请打电话，再把缺的补上。", DeliveryState.CANNOT, shown, now),
                            part(
                                    "等人转",
                                    "h",
                                    "机器人进不去的群，要人来转；客户群要群主点一下；没有账号的联户长，在自己页面上看。",
                                    DeliveryState.WAITS_FOR_PERSON,
                                    shown,
                                    now)),
                    said,
                    found.size() > SHOWN);
        });
    }

    private Section part(
            String name, String tone, String hint, DeliveryState state, List<Delivery> found, Instant now) {
        return new Section(
                name,
                tone,
                hint,
                found.stream()
                        .filter(delivery -> delivery.state() == state)
                        .map(delivery -> DeskDeliveryRow.of(delivery, labels, now))
                        .toList());
    }
}
