package lianhu.adapters.chamber;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import lianhu.adapters.chamber.ChamberPages.ChamberTemplates;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.LimitedLookups;
import lianhu.adapters.web.support.PublicPage;
import lianhu.adapters.web.work.WorkAttachmentResponses;
import lianhu.adapters.web.work.WorkForm;
import lianhu.adapters.web.work.WorkLink;
import lianhu.adapters.web.work.WorkResponses;
import lianhu.core.area.Area;
import lianhu.core.area.Areas;
import lianhu.core.roster.AwayContactLinks;
import lianhu.core.roster.Post;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** 商会办的: a chamber contact accepts, returns and finishes what the away grid owns, as any handler does. */
@Path("/chamber/{token}/work")
@PublicPage
public class ChamberWorkPages {
    private final AwayContactLinks links;
    private final WorkResponses workResponses;
    private final WorkAttachmentResponses attachments;
    private final Areas areas;
    private final HtmlResponses htmlResponses;
    private final LimitedLookups limitedLookups;
    private final Hotline line;

    public ChamberWorkPages(
            AwayContactLinks links,
            WorkResponses workResponses,
            WorkAttachmentResponses attachments,
            Areas areas,
            HtmlResponses htmlResponses,
            LimitedLookups limitedLookups,
            Hotline line) {
        this.links = links;
        this.workResponses = workResponses;
        this.attachments = attachments;
        this.areas = areas;
        this.htmlResponses = htmlResponses;
        this.limitedLookups = limitedLookups;
        this.line = line;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list(
            @PathParam("token") String token,
            @QueryParam("said") @DefaultValue("") String said,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @Context HttpServerRequest request) {
        return withContact(
                token,
                request,
                (contact, link) -> workResponses
                        .list(link, cursor, said)
                        .chain(work -> htmlResponses.page(ChamberTemplates.work(new ChamberWorkView(
                                token,
                                areas.nearest(contact.area()).map(Area::name).orElse(""),
                                contact.person(),
                                work)))));
    }

    @GET
    @Path("/{no}")
    @Operation(hidden = true)
    public Uni<Response> ticket(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @QueryParam("said") @DefaultValue("") String said,
            @Context HttpServerRequest request) {
        return withContact(token, request, (contact, link) -> workResponses.ticket(link, no, said));
    }

    @POST
    @Path("/do")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> act(
            @PathParam("token") String token, @BeanParam WorkForm form, @Context HttpServerRequest request) {
        return withContact(token, request, (contact, link) -> workResponses.act(link, form));
    }

    @POST
    @Path("/call")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> call(
            @PathParam("token") String token,
            @FormParam("no") @DefaultValue("") String no,
            @Context HttpServerRequest request) {
        return withContact(token, request, (contact, link) -> workResponses.call(link, no));
    }

    @GET
    @Path("/{no}/photo/{sha}")
    @Operation(hidden = true)
    public Uni<Response> attachment(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @PathParam("sha") String sha,
            @HeaderParam("Range") @Nullable String range,
            @Context HttpServerRequest request) {
        return withContact(token, request, (contact, link) -> attachments.serve(link, no, sha, range));
    }

    @POST
    @Path("/{no}/photo/{sha}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> hear(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @PathParam("sha") String sha,
            @FormParam("reason") @DefaultValue("") String reason,
            @Context HttpServerRequest request) {
        return withContact(token, request, (contact, link) -> attachments.hear(link, no, sha, reason));
    }

    /** The heads of an away grid's units have no part in what the grid owns. */
    private Uni<Response> withContact(
            String token, HttpServerRequest request, BiFunction<Post, WorkLink, Uni<Response>> page) {
        return limitedLookups.of(
                request,
                () -> links.contact(token)
                        .filter(ChamberContact::actsForGrid)
                        .map(contact -> page.apply(contact, ChamberContact.work(contact, token)))
                        .orElseGet(() -> htmlResponses.page(410, ChamberTemplates.gone(line))));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
