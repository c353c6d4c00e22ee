package lianhu.desk;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.jboss.resteasy.reactive.RestQuery;

/** 待办: what the desk works down, the most urgent clock first. */
@Path("/desk")
public final class QueuePage {
    private static final int FOUND = 100;

    private final Worklist worklist;
    private final Names names;
    private final Pages pages;
    private final InstantSource clock;

    QueuePage(Worklist worklist, Names names, Pages pages, InstantSource clock) {
        this.worklist = worklist;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param totals 收到, 受理 and 有回音
     * @param preview of the first row; empty without one
     */
    record View(Queue queue, Worklist.Totals totals, Optional<TicketView> preview) {}

    @GET
    public Uni<Response> queue(
            @RestQuery @DefaultValue("") String f,
            @RestQuery @DefaultValue("") String area,
            @RestQuery @DefaultValue("") String q,
            @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        Queue.Asked asked = Queue.Asked.of(f, area, q);
        Optional<TicketNo> number = TicketNo.parse(asked.text());
        if (number.isPresent()) {
            return Uni.createFrom().item(at(number.get()));
        }
        Optional<ReceiptNo> receipt = ReceiptNo.parse(asked.text());
        return receipt.isPresent()
                ? worklist.find(receipt.get(), Viewer.DESK)
                        .chain(found -> found.isPresent()
                                ? Uni.createFrom().item(at(found.get().ticket().no()))
                                : page(asked, staff))
                : page(asked, staff);
    }

    @GET
    @Path("rows")
    public Uni<Response> rows(
            @RestQuery @DefaultValue("") String f,
            @RestQuery @DefaultValue("") String area,
            @RestQuery @DefaultValue("") String q) {
        return look(Queue.Asked.of(f, area, q), false)
                .chain(view -> pages.part("queue", "rows", view))
                .map(part -> Pages.html(200, part));
    }

    private Uni<Response> page(Queue.Asked asked, Staff staff) {
        return look(asked, true)
                .chain(view -> pages.page(
                        "queue",
                        view,
                        asked.isSearch()
                                ? "搜“" + asked.text() + "”"
                                : "待办 " + view.queue().mine(),
                        "queue",
                        staff,
                        asked.text()))
                .map(page -> Pages.html(200, page));
    }

    private Uni<View> look(Queue.Asked asked, boolean withPreview) {
        Uni<Queue> queue = asked.isSearch()
                ? worklist.list(search(asked.text()), Viewer.DESK)
                        .map(page -> Queue.found(page, asked, names, clock.instant()))
                : worklist.pressing(Queue.DEPTH, Viewer.DESK)
                        .map(page -> Queue.of(page, asked, names, clock.instant()));
        return queue.chain(rows -> worklist.totals()
                .chain(totals -> withPreview && rows.first().isPresent()
                        ? worklist.find(new TicketNo(rows.first().get().no()), Viewer.DESK)
                                .map(file -> new View(
                                        rows, totals, file.map(found -> TicketView.of(found, names, clock.instant()))))
                        : Uni.createFrom().item(new View(rows, totals, Optional.empty()))));
    }

    private static Worklist.Query search(String text) {
        return new Worklist.Query(
                Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), text, "", FOUND);
    }

    private static Response at(TicketNo no) {
        return Response.seeOther(URI.create("/desk/tickets/" + no)).build();
    }
}
