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
import java.time.Duration;
import java.util.function.Function;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageTemplates;
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
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final Hotline line;

    public WorkPages(
            WorkLinkTokens links,
            WorkResponses workResponses,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            Hotline line) {
        this.links = links;
        this.workResponses = workResponses;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.line = line;
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
        return Uni.createFrom().deferred(() -> {
            Duration delay = formRateLimiter.acquireLookup(requestAddress.of(request));
            return delay.isPositive()
                    ? htmlResponses.tooMany(delay, PageTemplates.slow(FormRateLimiter.waitingTime(delay), line))
                    : links.find(token).chain(found -> found.map(page).orElseGet(workResponses::ended));
        });
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
