package lianhu.desk.queue;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.DrillFilter;
import lianhu.core.query.InvalidCursorException;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.speech.TranscriptStore;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.Labels;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import lianhu.desk.view.TicketView;

/** 待办: the open tickets, the nearest due date first, page by page without an end. */
@Path("/desk")
@Authenticated
public final class QueuePage {
    /** Whose tickets the list and all its numbers show. */
    private static final Viewer VIEWER = Viewer.DESK;

    /** A telephone number is searched for there, with a reason. */
    private static final String PERSON_SEARCH = "/desk/calls/person";

    /** Emergencies that nobody acknowledged come first in this order. */
    private static final TicketQueries.Query CALLS = TicketQueries.Query.queue(
                    QueueFilter.MINE, Optional.empty(), "", QueueView.CALLS)
            .with(DrillFilter.WITHOUT_DRILLS);

    /** More than these are not read at a glance; the others follow when somebody has listened. */
    private static final int SHOWN_VOICES = 5;

    /** By then it is long past its due date, which the queue shows as well. */
    private static final Duration OLDEST_VOICE = Duration.ofDays(7);

    private final TicketQueries ticketQueries;
    private final TranscriptStore transcripts;
    private final Labels labels;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    QueuePage(
            TicketQueries ticketQueries,
            TranscriptStore transcripts,
            Labels labels,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.transcripts = transcripts;
        this.labels = labels;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param totals 收到, 受理, 有回音, 等本人来查 and 还在办
     * @param voices voice messages to listen to first
     * @param preview the ticket of the first row; empty for an empty list
     */
    public record View(
            QueueView queue,
            TicketQueries.Totals totals,
            List<PossibleEmergency> voices,
            Optional<TicketView> preview) {}

    /** A voice message that reads like an emergency and that nobody has listened to. */
    public record PossibleEmergency(String no, String place, String time) {}

    /** The address holds the filter f, the area and the cursor of the list, or the parts of a {@link SearchForm}. */
    @GET
    public Uni<Response> queue(@Context UriInfo address, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        QueueView.QueueQuery queueQuery = queueQuery(address);
        Optional<TicketNo> number = TicketNo.parse(queueQuery.text());
        if (number.isPresent()) {
            return PageRenderer.redirect("/desk/tickets/" + number.get());
        }
        Optional<ReceiptNo> receipt = ReceiptNo.parse(queueQuery.text());
        return receipt.isPresent()
                ? ticketQueries
                        .find(receipt.get(), VIEWER)
                        .chain(found -> found.isPresent()
                                ? PageRenderer.redirect(
                                        "/desk/tickets/" + found.get().ticket().no())
                                : search(queueQuery, staffMember))
                : search(queueQuery, staffMember);
    }

    private Uni<Response> search(QueueView.QueueQuery queueQuery, StaffMember staffMember) {
        return queueQuery.search().isPhone() ? PageRenderer.redirect(PERSON_SEARCH) : page(queueQuery, staffMember);
    }

    @GET
    @Path("rows")
    public Uni<Response> rows(@Context UriInfo address) {
        return load(queueQuery(address), false)
                .chain(view -> pageRenderer.part("queue", "rows", view))
                .map(part -> PageRenderer.html(200, part));
    }

    private Uni<Response> page(QueueView.QueueQuery queueQuery, StaffMember staffMember) {
        return load(queueQuery, true)
                .chain(view -> pageRenderer.page(
                        "queue",
                        view,
                        queueQuery.isSearch()
                                ? queueQuery.text().isEmpty() ? "筛选" : "搜“" + queueQuery.text() + "”"
                                : "待办 " + view.queue().mine(),
                        "queue",
                        staffMember,
                        queueQuery.text()))
                .map(page -> PageRenderer.html(200, page));
    }

    private static QueueView.QueueQuery queueQuery(UriInfo address) {
        MultivaluedMap<String, String> parameters = address.getQueryParameters();
        UnaryOperator<String> parameter =
                name -> Optional.ofNullable(parameters.getFirst(name)).orElse("");
        return QueueView.QueueQuery.of(
                parameter.apply("f"), parameter.apply("area"), SearchForm.of(parameter), parameter.apply("cursor"));
    }

    private Uni<View> load(QueueView.QueueQuery queueQuery, boolean withPreview) {
        return Uni.combine()
                .all()
                .unis(
                        page(queueQuery),
                        ticketQueries.list(CALLS, VIEWER),
                        ticketQueries.queueCounts(queueQuery.place(), VIEWER),
                        ticketQueries.totals(),
                        possibleEmergencies())
                .asTuple()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(parts -> {
                    QueueView queueView = QueueView.of(
                            parts.getItem1(), parts.getItem2(), parts.getItem3(), queueQuery, labels, clock.instant());
                    return preview(queueView, withPreview)
                            .map(preview -> new View(queueView, parts.getItem4(), parts.getItem5(), preview));
                });
    }

    private Uni<List<PossibleEmergency>> possibleEmergencies() {
        return transcripts
                .findPossibleEmergencies(clock.instant().minus(OLDEST_VOICE), SHOWN_VOICES)
                .onItem()
                .transformToMulti(numbers -> Multi.createFrom().iterable(numbers))
                .onItem()
                .transformToUniAndConcatenate(no -> ticketQueries.find(no, VIEWER))
                .filter(Optional::isPresent)
                .map(found -> found.get().ticket())
                .map(ticket -> new PossibleEmergency(
                        ticket.no().value(),
                        labels.place(ticket.area()),
                        ChineseTime.formatPast(ticket.receivedAt(), clock.instant())))
                .collect()
                .asList();
    }

    private Uni<Optional<TicketView>> preview(QueueView queueView, boolean isWanted) {
        return isWanted && queueView.first().isPresent()
                ? ticketQueries
                        .find(new TicketNo(queueView.first().get().no()), VIEWER)
                        .map(found -> found.map(ticketDetails -> TicketView.of(ticketDetails, labels, clock.instant())))
                : Uni.createFrom().item(Optional.empty());
    }

    /** A cursor of another list, for instance from an old address, gives the first page. */
    private Uni<TicketQueries.Page> page(QueueView.QueueQuery queueQuery) {
        Uni<TicketQueries.Query> query = queueQuery.isSearch()
                ? Uni.createFrom()
                        .item(() -> queueQuery.search().query(labels, queueQuery.cursor(), QueueView.ROWS))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                : Uni.createFrom()
                        .item(TicketQueries.Query.queue(
                                queueQuery.filter(), queueQuery.place(), queueQuery.cursor(), QueueView.ROWS));
        return query.chain(asked -> ticketQueries
                .list(asked, VIEWER)
                .onFailure(InvalidCursorException.class)
                .recoverWithUni(() -> ticketQueries.list(asked.from(""), VIEWER)));
    }
}
