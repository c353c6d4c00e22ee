package lianhu.desk.delivery;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lianhu.core.notice.Delivery;
import lianhu.core.query.UndeliveredQueries;
import lianhu.core.query.Viewer;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.Labels;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestQuery;

/** Every delivery that did not reach one recipient, page by page. */
@Path("/desk/deliveries/to")
@Authenticated
public final class RecipientPage {
    private static final Viewer VIEWER = Viewer.DESK;
    private static final int ROWS = 50;

    private final UndeliveredQueries undeliveredQueries;
    private final Labels labels;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    RecipientPage(
            UndeliveredQueries undeliveredQueries, Labels labels, PageRenderer pageRenderer, InstantSource clock) {
        this.undeliveredQueries = undeliveredQueries;
        this.labels = labels;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param back the address of this page
     * @param next query string of the next page; empty on the last one
     */
    public record View(
            String who,
            String phone,
            String state,
            String tone,
            String back,
            List<DeskDeliveryRow> rows,
            String next) {}

    @GET
    public Uni<Response> recipient(
            @RestQuery @DefaultValue("") String state,
            @RestQuery @DefaultValue("") String type,
            @RestQuery @DefaultValue("") String id,
            @RestQuery @DefaultValue("0") long before,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        UndeliveredQueries.Group group = UndeliveredRow.parse(state, type, id, 0);
        return undeliveredQueries
                .deliveries(group.recipient(), group.state(), DeliveriesPage.orNewest(before), ROWS + 1, VIEWER)
                .map(found -> view(group, before, found))
                .chain(view -> pageRenderer.page("recipient", view, "没到位的", "deliveries", staffMember, ""))
                .map(page -> PageRenderer.html(200, page));
    }

    private View view(UndeliveredQueries.Group group, long before, List<Delivery> found) {
        Instant now = clock.instant();
        UndeliveredRow row = UndeliveredRow.of(group, labels, now);
        List<Delivery> shown = found.subList(0, Math.min(ROWS, found.size()));
        return new View(
                row.who(),
                row.phone(),
                DeskDeliveryRow.word(group.state()),
                DeskDeliveryRow.tone(group.state()),
                "/desk/deliveries/to?" + row.list() + (before > 0 ? "&before=" + before : ""),
                shown.stream()
                        .map(delivery -> DeskDeliveryRow.of(delivery, labels, now))
                        .toList(),
                found.size() > ROWS ? row.list() + "&before=" + shown.getLast().id() : "");
    }
}
