package lianhu.adapters.web;

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
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.kf.KfLinks;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The card for the wall, A6: the code names the unit only, so a new head needs new paper and no new code. */
@Path("/card/{area}")
@PublicPage
public class CardPages {
    private final Areas areas;
    private final PostDirectory postDirectory;
    private final KfLinks chats;
    private final Answer answer;
    private final ServiceLine line;
    private final InstantSource clock;
    private final Optional<String> publicUrl;

    public CardPages(
            Areas areas,
            PostDirectory postDirectory,
            KfLinks chats,
            Answer answer,
            ServiceLine line,
            InstantSource clock,
            @ConfigProperty(name = "lianhu.public-url") Optional<String> publicUrl) {
        this.areas = areas;
        this.postDirectory = postDirectory;
        this.chats = chats;
        this.answer = answer;
        this.line = line;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> card(@PathParam("area") String area, @Context UriInfo uri) {
        return known(area)
                .map(code -> answer.page(CardTemplates.card(view(code, uri))))
                .orElseGet(() -> answer.page(404, Pages.replaced(line)));
    }

    @GET
    @Path("/code.svg")
    @Produces("image/svg+xml")
    @Operation(hidden = true)
    public Response code(@PathParam("area") String area, @Context UriInfo uri) {
        return known(area)
                .map(code -> Response.ok(QrSvg.of(target(code, uri))).build())
                .orElseGet(() -> Response.status(404).build());
    }

    @GET
    @Path("/chat.svg")
    @Produces("image/svg+xml")
    @Operation(hidden = true)
    public Response chat(@PathParam("area") String area) {
        return known(area)
                .flatMap(chats::linkTo)
                .map(link -> Response.ok(QrSvg.of(link)).build())
                .orElseGet(() -> Response.status(404).build());
    }

    private CardView view(AreaCode code, UriInfo uri) {
        Place place = Place.of(code.value(), areas).orElseThrow();
        return new CardView(
                code.value(),
                place.where(),
                place.name(),
                person(code, Role.UNIT_HEAD),
                person(code, Role.DEPUTY_HEAD),
                target(code, uri),
                chats.linkTo(code).orElse(""),
                line);
    }

    private String person(AreaCode code, Role role) {
        return postDirectory.at(code, role, DeadlinePolicy.localDate(clock.instant())).stream()
                .findFirst()
                .map(post -> post.person())
                .orElse("");
    }

    private Optional<AreaCode> known(String area) {
        return AreaCode.parse(area)
                .filter(code -> code.isAtOrBelow(Level.TOWNSHIP))
                .filter(code -> areas.find(code).isPresent());
    }

    private String target(AreaCode code, UriInfo uri) {
        String base = publicUrl.orElseGet(() -> uri.getBaseUri().toString());
        return (base.endsWith("/") ? base : base + "/") + "report/" + code;
    }
}
