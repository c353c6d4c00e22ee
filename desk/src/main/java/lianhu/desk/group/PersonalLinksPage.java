package lianhu.desk.group;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.PostId;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import lianhu.templates.CountyContact;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/**
 * 个人链接: the links of unit heads, their deputies and chamber contacts. A link is a credential: the page shows one at a
 * time and on request only, and replaces a link that became known to others.
 */
@Path("/desk/links")
@Authenticated
public final class PersonalLinksPage {
    private final PostDirectory postDirectory;
    private final Areas areas;
    private final PostHolderLinks links;
    private final CountyContact county;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    PersonalLinksPage(
            PostDirectory postDirectory,
            Areas areas,
            PostHolderLinks links,
            CountyContact county,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.postDirectory = postDirectory;
        this.areas = areas;
        this.links = links;
        this.county = county;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param area the chosen area; empty for none
     * @param places villages with units, and away grids
     * @param isGone whether the requested post has no holder now
     */
    record View(
            String area,
            String name,
            List<Place> places,
            List<Holder> holders,
            Optional<RevealedLink> shown,
            boolean isGone) {}

    record Place(String code, String name) {}

    /** @param person empty for a vacant post */
    record Holder(String post, String place, String title, String person) {}

    /** @param isNew whether the link replaced an older one, which is invalid now */
    record RevealedLink(String place, String person, String link, boolean isNew) {}

    @GET
    public Uni<Response> holders(
            @QueryParam("area") @DefaultValue("") String area, @Context ContainerRequestContext request) {
        return render(CurrentStaff.of(request), 200, place(area), Optional.empty());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> reveal(@RestForm String post, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return respond(staffMember, post, links.linkOf(id(post)), false);
    }

    @POST
    @Path("renew")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> renew(@RestForm String post, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return links.linkOf(id(post)).isEmpty()
                ? respond(staffMember, post, Optional.empty(), true)
                : links.renew(id(post)).chain(link -> respond(staffMember, post, link, true));
    }

    private Uni<Response> respond(
            StaffMember staffMember, @Nullable String post, Optional<String> link, boolean isNew) {
        Optional<Post> holder = postDirectory.find(id(post));
        return holder.isEmpty() || link.isEmpty()
                ? render(staffMember, 404, Optional.empty(), Optional.empty())
                : render(
                        staffMember,
                        200,
                        areas.find(listed(holder.get().area())),
                        Optional.of(new RevealedLink(
                                areas.displayName(holder.get().area()),
                                holder.get().spoken(),
                                county.publicUrl() + link.get(),
                                isNew)));
    }

    private static PostId id(@Nullable String post) {
        return new PostId(Optional.ofNullable(post).orElse(""));
    }

    private Optional<Area> place(String area) {
        return AreaCode.parse(area).flatMap(areas::find);
    }

    private Uni<Response> render(
            StaffMember staffMember, int status, Optional<Area> area, Optional<RevealedLink> revealedLink) {
        return pageRenderer
                .page("links", view(area, revealedLink, status == 404), "个人链接", "links", staffMember, "")
                .map(page -> PageRenderer.html(status, page));
    }

    private View view(Optional<Area> area, Optional<RevealedLink> revealedLink, boolean isGone) {
        LocalDate today = DeadlinePolicy.localDate(clock.instant());
        return new View(
                area.map(one -> one.code().value()).orElse(""),
                area.map(one -> areas.displayName(one.code())).orElse(""),
                areas.all().stream()
                        .filter(one -> isListed(one.code()))
                        .sorted(Comparator.comparing(Area::code))
                        .map(one -> new Place(one.code().value(), areas.displayName(one.code())))
                        .toList(),
                area.map(one -> holders(one.code(), today)).orElse(List.of()),
                revealedLink,
                isGone);
    }

    private List<Holder> holders(AreaCode area, LocalDate today) {
        return postDirectory.all().stream()
                .filter(post -> area.contains(post.area()))
                .filter(post -> post.isHeldOn(today))
                .filter(post -> links.linkOf(post.id()).isPresent())
                .sorted(Comparator.comparing(Post::area).thenComparing(Post::role))
                .map(post -> new Holder(
                        post.id().value(),
                        areas.displayName(post.area()),
                        post.role().title(),
                        post.person()))
                .toList();
    }

    private static AreaCode listed(AreaCode area) {
        return area.isAway() ? area.ancestorAt(Level.GRID) : area.ancestorAt(Level.VILLAGE);
    }

    private static boolean isListed(AreaCode code) {
        return code.isAway() ? code.level() == Level.GRID : code.level() == Level.VILLAGE;
    }
}
