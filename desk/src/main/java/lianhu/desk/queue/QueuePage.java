package lianhu.desk.queue;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.Labels;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import lianhu.desk.view.TicketView;
import org.jboss.resteasy.reactive.RestQuery;

/** 待办: the open tickets, the nearest due date first. */
@Path("/desk")
@Authenticated
public final class QueuePage {
    private static final int FOUND = 100;

    private final TicketQueries ticketQueries;
    private final Labels labels;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    QueuePage(TicketQueries ticketQueries, Labels labels, PageRenderer pageRenderer, InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.labels = labels;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param totals 收到, 受理 and 有回音
     * @param preview the ticket of the first row; empty for an empty list
     */
    public record View(QueueView queue, TicketQueries.Totals totals, Optional<TicketView> preview) {}

    @GET
    public Uni<Response> queue(
            @RestQuery @DefaultValue("") String f,
            @RestQuery @DefaultValue("") String area,
            @RestQuery @DefaultValue("") String q,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        QueueView.QueueQuery queueQuery = QueueView.QueueQuery.of(f, area, q);
        Optional<TicketNo> number = TicketNo.parse(queueQuery.text());
        if (number.isPresent()) {
            return PageRenderer.redirect("/desk/tickets/" + number.get());
        }
        Optional<ReceiptNo> receipt = ReceiptNo.parse(queueQuery.text());
        return receipt.isPresent()
                ? ticketQueries
                        .find(receipt.get(), Viewer.DESK)
                        .chain(found -> found.isPresent()
                                ? PageRenderer.redirect(
                                        "/desk/tickets/" + found.get().ticket().no())
                                : page(queueQuery, staffMember))
                : page(queueQuery, staffMember);
    }

    @GET
    @Path("rows")
    public Uni<Response> rows(
            @RestQuery @DefaultValue("") String f,
            @RestQuery @DefaultValue("") String area,
            @RestQuery @DefaultValue("") String q) {
        return load(QueueView.QueueQuery.of(f, area, q), false)
                .chain(view -> pageRenderer.part("queue", "rows", view))
                .map(part -> PageRenderer.html(200, part));
    }

    private Uni<Response> page(QueueView.QueueQuery queueQuery, StaffMember staffMember) {
        return load(queueQuery, true)
                .chain(view -> pageRenderer.page(
                        "queue",
                        view,
                        queueQuery.isSearch()
                                ? "搜“" + queueQuery.text() + "”"
                                : "待办 " + view.queue().mine(),
                        "queue",
                        staffMember,
                        queueQuery.text()))
                .map(page -> PageRenderer.html(200, page));
    }

    private Uni<View> load(QueueView.QueueQuery queueQuery, boolean withPreview) {
        Uni<QueueView> queueView = queueQuery.isSearch()
                ? ticketQueries
                        .list(search(queueQuery.text()), Viewer.DESK)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(page -> QueueView.ofSearch(page, queueQuery, labels, clock.instant()))
                : ticketQueries
                        .mostUrgent(QueueView.DEPTH, Viewer.DESK)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(page -> QueueView.of(page, queueQuery, labels, clock.instant()));
        return queueView.chain(rows -> ticketQueries
                .totals()
                .chain(totals -> withPreview && rows.first().isPresent()
                        ? ticketQueries
                                .find(new TicketNo(rows.first().get().no()), Viewer.DESK)
                                .map(ticketDetails -> new View(
                                        rows,
                                        totals,
                                        ticketDetails.map(found -> TicketView.of(found, labels, clock.instant()))))
                        : Uni.createFrom().item(new View(rows, totals, Optional.empty()))));
    }

    private static TicketQueries.Query search(String text) {
        return new TicketQueries.Query(
                Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), text, "", FOUND);
    }
}
