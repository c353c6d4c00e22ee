package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.LimitedLookups;
import lianhu.adapters.web.support.PublicPage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The page of the one who has a ticket now, under the link of its card, and the list under the link of a digest. */
@Path("/work/{token}")
@PublicPage
public class WorkPages {
    private final WorkLinkTokens links;
    private final WorkResponses workResponses;
    private final HtmlResponses htmlResponses;
    private final LimitedLookups limitedLookups;

    public WorkPages(
            WorkLinkTokens links,
            WorkResponses workResponses,
            HtmlResponses htmlResponses,
            LimitedLookups limitedLookups) {
        this.links = links;
        this.workResponses = workResponses;
        this.htmlResponses = htmlResponses;
        this.limitedLookups = limitedLookups;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(
            @PathParam("token") String token,
            @QueryParam("said") @DefaultValue("") String said,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @Context HttpServerRequest request) {
        return withLink(token, request, link -> workResponses.page(link, cursor, said));
    }

    @GET
    @Path("/{no}")
    @Operation(hidden = true)
    public Uni<Response> ticket(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @QueryParam("said") @DefaultValue("") String said,
            @Context HttpServerRequest request) {
        return withLink(token, request, link -> workResponses.ticket(link, no, said));
    }

    @POST
    @Path("/do")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> act(
            @PathParam("token") String token, @BeanParam WorkForm form, @Context HttpServerRequest request) {
        return withLink(token, request, link -> workResponses.act(link, form));
    }

    @POST
    @Path("/call")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> call(
            @PathParam("token") String token,
            @FormParam("no") @DefaultValue("") String no,
            @Context HttpServerRequest request) {
        return withLink(token, request, link -> workResponses.call(link, no));
    }

    private Uni<Response> withLink(String token, HttpServerRequest request, Function<WorkLink, Uni<Response>> page) {
        return limitedLookups.of(
                request, () -> links.find(token).chain(found -> found.map(page).orElseGet(workResponses::ended)));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
