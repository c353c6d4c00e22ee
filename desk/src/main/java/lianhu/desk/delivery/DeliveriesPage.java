package lianhu.desk.delivery;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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
import lianhu.core.notice.DeliveryState;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.UndeliveredQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.TextSanitizer;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.Labels;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** 没到位的: deliveries that a person must settle, by recipient, page by page without an end. */
@Path("/desk/deliveries")
@Authenticated
public final class DeliveriesPage {
    /** Whose deliveries the page and its numbers show. */
    private static final Viewer VIEWER = Viewer.DESK;

    /** Recipients of each kind on the page of all kinds, and on the page of one. */
    private static final int FEW = 20;

    private static final int MANY = 100;

    private static final int LONGEST_REASON = 80;
    private static final String REASON_MISSING = "没有记：请写一句是怎么定的、打给了谁。";

    /** A kind of trouble: the heading of its section, the colour of its tag, and what to do. */
    enum Trouble {
        UNKNOWN(DeliveryState.UNKNOWN, "不知到没到", "line", "平台没有回话。不会自动再发，免得人家收两遍。"),
        CANNOT(DeliveryState.CANNOT, "到不了", "z", "没有路送到。请打电话告诉他们，再把缺的补上。"),
        WAITING(DeliveryState.WAITS_FOR_PERSON, "等人转", "h", "机器人进不去的群，要人来转；客户群要群主点一下；没有账号的联户长，在自己页面上看。");

        private final DeliveryState state;
        private final String heading;
        private final String tone;
        private final String hint;

        Trouble(DeliveryState state, String heading, String tone, String hint) {
            this.state = state;
            this.heading = heading;
            this.tone = tone;
            this.hint = hint;
        }
    }

    private final UndeliveredQueries undeliveredQueries;
    private final TicketQueries ticketQueries;
    private final Labels labels;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    DeliveriesPage(
            UndeliveredQueries undeliveredQueries,
            TicketQueries ticketQueries,
            Labels labels,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.undeliveredQueries = undeliveredQueries;
        this.ticketQueries = ticketQueries;
        this.labels = labels;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param query query string of the same page
     * @param isPart whether the page shows one kind or a later page, with a way back
     * @param said what was just recorded; empty for nothing
     * @param isRejected whether {@code said} tells why nothing was recorded
     */
    public record View(List<Section> parts, String query, boolean isPart, String said, boolean isRejected) {
        public boolean isEmpty() {
            return parts.stream().allMatch(section -> section.rows().isEmpty());
        }
    }

    /**
     * @param deliveries of this kind on all pages
     * @param recipients of this kind on all pages
     * @param next query string of the next page; empty on the last one
     */
    public record Section(
            String name,
            String tone,
            String hint,
            long deliveries,
            long recipients,
            List<UndeliveredRow> rows,
            String next) {}

    @GET
    public Uni<Response> deliveries(
            @RestQuery @DefaultValue("") String state,
            @RestQuery @DefaultValue("0") long before,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return load(state, before, "", false)
                .chain(view -> pageRenderer.page("deliveries", view, "没到位的", "deliveries", staffMember, ""))
                .map(page -> PageRenderer.html(200, page));
    }

    @GET
    @Path("rows")
    public Uni<Response> rows(@RestQuery @DefaultValue("") String state, @RestQuery @DefaultValue("0") long before) {
        return load(state, before, "", false).chain(view -> rows(view, 200));
    }

    /**
     * Records the outcome of one delivery.
     *
     * @param answer key of an option that {@link DeskDeliveryRow} offers
     * @param reason a sentence of the person, where the row asks for one
     * @param back the page to return to
     */
    @POST
    @Path("{id}/settle")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> settle(
            @RestPath long id,
            @RestForm String answer,
            @RestForm String reason,
            @RestForm String back,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Optional<Trouble> trouble = Arrays.stream(Trouble.values())
                .filter(one -> option(one.state, answer).isPresent())
                .findFirst();
        if (trouble.isEmpty() || isReasonMissing(trouble.get().state, reason)) {
            return PageRenderer.status(422);
        }
        DeskDeliveryRow.SettlementOption option =
                option(trouble.get().state, answer).orElseThrow();
        return ticketQueries
                .settle(id, option.state(), why(option, reason, staffMember), VIEWER)
                .chain(isSettled -> request.getHeaderString("HX-Request") == null
                        ? PageRenderer.redirect(page(back))
                        : load("", 0, isSettled ? "记下了：" + option.why() : "这一条已经有人记过了", false)
                                .chain(view -> rows(view, 200)));
    }

    /**
     * Records the outcome of everything that did not reach one recipient, up to the newest delivery that the page counted.
     */
    @POST
    @Path("settle")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> settleAll(
            @RestForm String state,
            @RestForm String type,
            @RestForm String id,
            @RestForm long newest,
            @RestForm String answer,
            @RestForm String reason,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        UndeliveredQueries.Group group = UndeliveredRow.parse(state, type, id, newest);
        boolean isPart = request.getHeaderString("HX-Request") != null;
        Optional<DeskDeliveryRow.SettlementOption> given = option(group.state(), answer);
        if (given.isEmpty() || isReasonMissing(group.state(), reason)) {
            return load("", 0, REASON_MISSING, true)
                    .chain(view -> isPart
                            ? rows(view, 422)
                            : pageRenderer
                                    .page("deliveries", view, "没到位的", "deliveries", staffMember, "")
                                    .map(page -> PageRenderer.html(422, page)));
        }
        DeskDeliveryRow.SettlementOption option = given.get();
        return undeliveredQueries
                .settle(group, option.state(), why(option, reason, staffMember), VIEWER)
                .chain(count -> isPart
                        ? load("", 0, "记下了 " + count + " 条：" + option.why(), false)
                                .chain(view -> rows(view, 200))
                        : PageRenderer.redirect("/desk/deliveries"));
    }

    private static Optional<DeskDeliveryRow.SettlementOption> option(DeliveryState state, String answer) {
        return DeskDeliveryRow.answers(state).stream()
                .filter(offered -> offered.key().equals(answer))
                .findFirst();
    }

    private static boolean isReasonMissing(DeliveryState state, String reason) {
        return DeskDeliveryRow.needsReason(state) && reason(reason).isEmpty();
    }

    private static String reason(String typed) {
        String text = typed == null ? "" : TextSanitizer.singleLine(typed);
        return text.substring(0, Math.min(LONGEST_REASON, text.length()));
    }

    /** The outcome with the person who recorded it; the delivery's time says when. */
    private static String why(DeskDeliveryRow.SettlementOption option, String typed, StaffMember staffMember) {
        String reason = reason(typed);
        return option.why() + (reason.isEmpty() ? "" : "：" + reason) + "（" + staffMember.name() + "）";
    }

    /** The page of a ticket, of a recipient or this page; never an address from elsewhere. */
    private static String page(String back) {
        return back != null && back.matches("/desk/tickets/GD\\d{15,40}|/desk/deliveries/to\\?[\\w=&%.+*-]{1,300}")
                ? back
                : "/desk/deliveries";
    }

    static long orNewest(long before) {
        return before > 0 ? before : UndeliveredQueries.NEWEST;
    }

    private Uni<Response> rows(View view, int status) {
        return pageRenderer.part("deliveries", "rows", view).map(part -> PageRenderer.html(status, part));
    }

    private Uni<View> load(String state, long before, String said, boolean isRejected) {
        List<Trouble> all = Arrays.asList(Trouble.values());
        List<Trouble> asked = all.stream()
                .filter(trouble -> trouble.state.name().equals(state))
                .toList();
        boolean isPart = !asked.isEmpty();
        List<Trouble> shown = isPart ? asked : all;
        return Uni.join()
                .all(shown.stream()
                        .map(trouble -> undeliveredQueries
                                .recipients(
                                        trouble.state,
                                        isPart ? orNewest(before) : UndeliveredQueries.NEWEST,
                                        isPart ? MANY : FEW,
                                        VIEWER)
                                .map(page -> section(trouble, page, clock.instant())))
                        .toList())
                .andFailFast()
                .map(sections -> new View(
                        sections,
                        isPart ? "state=" + state + (before > 0 ? "&before=" + before : "") : "",
                        isPart,
                        said,
                        isRejected));
    }

    Section section(Trouble trouble, UndeliveredQueries.Page page, Instant now) {
        return new Section(
                trouble.heading,
                trouble.tone,
                trouble.hint,
                page.deliveries(),
                page.recipients(),
                page.groups().stream()
                        .map(group -> UndeliveredRow.of(group, labels, now))
                        .toList(),
                page.hasMore()
                        ? "state=" + trouble.state + "&before="
                                + page.groups().getLast().newest()
                        : "");
    }
}
