package lianhu.adapters.web.card;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.adapters.web.report.ReportPlace;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageTemplates;
import lianhu.adapters.web.support.PublicPage;
import lianhu.adapters.web.support.QrSvg;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.kf.KfLinks;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The A6 card for printing. The QR code contains the unit only, so a new unit head needs a new print but no new code. */
@Path("/card/{area}")
@PublicPage
public class CardPages {
    private final Areas areas;
    private final PostDirectory postDirectory;
    private final KfLinks chats;
    private final HtmlResponses htmlResponses;
    private final Hotline line;
    private final InstantSource clock;
    private final Optional<String> publicUrl;

    public CardPages(
            Areas areas,
            PostDirectory postDirectory,
            KfLinks chats,
            HtmlResponses htmlResponses,
            Hotline line,
            InstantSource clock,
            @ConfigProperty(name = "lianhu.public-url") Optional<String> publicUrl) {
        this.areas = areas;
        this.postDirectory = postDirectory;
        this.chats = chats;
        this.htmlResponses = htmlResponses;
        this.line = line;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> card(@PathParam("area") String area, @Context UriInfo uri) {
        return findArea(area)
                .map(code -> htmlResponses.page(CardTemplates.card(view(code, uri))))
                .orElseGet(() -> htmlResponses.page(404, PageTemplates.replaced(line)));
    }

    @GET
    @Path("/code.svg")
    @Produces("image/svg+xml")
    @Operation(hidden = true)
    public Response reportQr(@PathParam("area") String area, @Context UriInfo uri) {
        return findArea(area)
                .map(code -> Response.ok(QrSvg.render(target(code, uri))).build())
                .orElseGet(() -> Response.status(404).build());
    }

    @GET
    @Path("/chat.svg")
    @Produces("image/svg+xml")
    @Operation(hidden = true)
    public Response kfQr(@PathParam("area") String area) {
        return findArea(area)
                .flatMap(chats::linkTo)
                .map(link -> Response.ok(QrSvg.render(link)).build())
                .orElseGet(() -> Response.status(404).build());
    }

    private CardView view(AreaCode code, UriInfo uri) {
        ReportPlace reportPlace = ReportPlace.of(code.value(), areas).orElseThrow();
        return new CardView(
                code.value(),
                reportPlace.where(),
                reportPlace.name(),
                holderName(code, Role.UNIT_HEAD),
                holderName(code, Role.DEPUTY_HEAD),
                target(code, uri),
                chats.linkTo(code).orElse(""),
                line);
    }

    private String holderName(AreaCode code, Role role) {
        return postDirectory.at(code, role, DeadlinePolicy.localDate(clock.instant())).stream()
                .findFirst()
                .map(post -> post.person())
                .orElse("");
    }

    private Optional<AreaCode> findArea(String area) {
        return AreaCode.parse(area)
                .filter(code -> code.isAtOrBelow(Level.TOWNSHIP))
                .filter(code -> areas.find(code).isPresent());
    }

    private String target(AreaCode code, UriInfo uri) {
        String base = publicUrl.orElseGet(() -> uri.getBaseUri().toString());
        return (base.endsWith("/") ? base : base + "/") + "report/" + code;
    }
}
