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
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.core.Worklist;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

/** 没到位的: what did not arrive by itself, and what a person does about it. */
@Path("/desk/deliveries")
public final class DeliveriesPage {
    private static final Set<DeliveryState> OPEN =
            EnumSet.of(DeliveryState.UNKNOWN, DeliveryState.WAITS_FOR_PERSON, DeliveryState.CANNOT);
    private static final int SHOWN = 300;

    private final Worklist worklist;
    private final Names names;
    private final Pages pages;
    private final InstantSource clock;

    DeliveriesPage(Worklist worklist, Names names, Pages pages, InstantSource clock) {
        this.worklist = worklist;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    /** @param isCut there are more than are shown */
    record View(List<Part> parts, String said, boolean isCut) {
        public boolean isEmpty() {
            return parts.stream().allMatch(part -> part.rows().isEmpty());
        }
    }

    record Part(String name, String tone, String hint, List<DeliveryRow> rows) {}

    @GET
    public Uni<Response> deliveries(@Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        return look("").chain(view -> pages.page("deliveries", view, "没到位的", "deliveries", staff, ""))
                .map(page -> Pages.html(200, page));
    }

    @GET
    @Path("rows")
    public Uni<Response> rows() {
        return look("").chain(view -> pages.part("deliveries", "rows", view)).map(part -> Pages.html(200, part));
    }

    /**
     * A person says what became of it.
     *
     * @param answer one of those that {@link DeliveryRow} offers in the state it was shown in
     */
    @POST
    @Path("{id}/settle")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> settle(
            @RestPath long id,
            @RestForm String answer,
            @RestForm String back,
            @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        Optional<DeliveryRow.Answer> given = Stream.of(DeliveryState.UNKNOWN, DeliveryState.WAITS_FOR_PERSON)
                .flatMap(state -> DeliveryRow.answers(state).stream())
                .filter(offered -> offered.key().equals(answer))
                .findFirst();
        if (given.isEmpty()) {
            return Uni.createFrom().item(Response.status(422).build());
        }
        DeliveryRow.Answer kept = given.get();
        return worklist.settle(id, kept.state(), kept.why() + "(" + staff.name() + ")")
                .chain(isSettled -> request.getHeaderString("HX-Request") == null
                        ? Uni.createFrom()
                                .item(Response.seeOther(URI.create(page(back))).build())
                        : look(isSettled ? "记下了：" + kept.why() : "这一条已经有人记过了")
                                .chain(view -> pages.part("deliveries", "rows", view))
                                .map(part -> Pages.html(200, part)));
    }

    /** Only back to a ticket or here. */
    private static String page(String back) {
        return back != null && back.matches("/desk/tickets/GD\\d{15,40}") ? back : "/desk/deliveries";
    }

    private Uni<View> look(String said) {
        return worklist.deliveries(OPEN, SHOWN + 1).map(found -> {
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

    private Part part(String name, String tone, String hint, DeliveryState state, List<Delivery> found, Instant now) {
        return new Part(
                name,
                tone,
                hint,
                found.stream()
                        .filter(delivery -> delivery.state() == state)
                        .map(delivery -> DeliveryRow.of(delivery, names, now))
                        .toList());
    }
}
