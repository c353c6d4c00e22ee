package lianhu.desk.consultation;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lianhu.core.consultation.ConsultationRepository;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;

/** What is open anywhere, the oldest first, with who has not come or said anything. */
@Path("/desk/consultations")
@Authenticated
public final class OpenConsultationsPage {
    private static final int MOST_ROWS = 100;

    private final ConsultationRepository repository;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    OpenConsultationsPage(ConsultationRepository repository, PageRenderer pageRenderer, InstantSource clock) {
        this.repository = repository;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /** @param isCut there are more */
    public record View(List<ConsultationRow> rows, boolean isCut) {}

    @GET
    public Uni<Response> page(@Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Instant now = clock.instant();
        return repository
                .findOpen(MOST_ROWS + 1)
                .map(all -> new View(
                        all.stream()
                                .limit(MOST_ROWS)
                                .map(one -> ConsultationRow.of(one, now))
                                .toList(),
                        all.size() > MOST_ROWS))
                .chain(view -> pageRenderer.page("consultations", view, "吹哨和会商", "consultations", staffMember, ""))
                .map(page -> PageRenderer.html(200, page));
    }
}
