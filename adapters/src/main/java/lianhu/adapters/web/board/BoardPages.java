package lianhu.adapters.web.board;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.query.PgBoardMatters;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageTemplates;
import lianhu.adapters.web.support.PublicPage;
import lianhu.core.area.Area;
import lianhu.core.area.Areas;
import lianhu.core.board.BoardMatter;
import lianhu.core.board.BoardPolicy;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * 民生回音壁: what was answered in a township, and what is worked on. The sentence of the result is written for the reporter and
 * may name anybody, so the board says only whether the matter is solved.
 */
@Path("/wall")
@PublicPage
public class BoardPages {
    static final int DAYS = 90;
    static final int PAGE_SIZE = 20;
    /** What is further back than this is not paged to. */
    private static final int MAX_PAGE = 50;

    private final PgBoardMatters boardMatters;
    private final BoardPolicy boardPolicy;
    private final BoardPageModel model;
    private final Areas areas;
    private final HtmlResponses htmlResponses;
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final Hotline line;
    private final InstantSource clock;

    public BoardPages(
            PgBoardMatters boardMatters,
            BoardPolicy boardPolicy,
            BoardPageModel model,
            Areas areas,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            Hotline line,
            InstantSource clock) {
        this.boardMatters = boardMatters;
        this.boardPolicy = boardPolicy;
        this.model = model;
        this.areas = areas;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.line = line;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> townships() {
        return Uni.createFrom().deferred(() -> townships(200));
    }

    private Uni<Response> townships(int status) {
        List<BoardListView.Township> townships = boardPolicy.isOn()
                ? model.townships().stream()
                        .map(area -> new BoardListView.Township(model.name(area), "/wall/" + area.code()))
                        .toList()
                : List.of();
        return htmlResponses.page(
                status, BoardTemplates.boards(new BoardListView(areas.county().name(), townships, line)));
    }

    /** @param code of the township, or of a place in it, as on a card */
    @GET
    @Path("/{area}")
    @Operation(hidden = true)
    public Uni<Response> board(
            @PathParam("area") String code,
            @QueryParam("page") @DefaultValue("1") String page,
            @QueryParam("open") @DefaultValue("1") String open,
            @Context HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> {
            Optional<Area> found = model.township(code).filter(area -> boardPolicy.isOn());
            if (found.isEmpty()) {
                return townships(404);
            }
            Area township = found.get();
            if (!township.code().value().equals(code)) {
                return htmlResponses.redirect("/wall/" + township.code());
            }
            Duration delay = formRateLimiter.acquireBoard(requestAddress.of(request));
            return delay.isPositive()
                    ? htmlResponses.tooMany(delay, tooFast(delay))
                    : board(township, number(page), number(open));
        });
    }

    private TemplateInstance tooFast(Duration delay) {
        return PageTemplates.error("看得太快了", "请过 " + FormRateLimiter.waitingTime(delay) + "再看。", line);
    }

    private Uni<Response> board(Area township, int page, int openPage) {
        return Uni.combine()
                .all()
                .unis(
                        boardMatters.open(township.code(), PAGE_SIZE + 1, (openPage - 1) * PAGE_SIZE),
                        boardMatters.answered(
                                township.code(),
                                clock.instant().minus(Duration.ofDays(DAYS)),
                                PAGE_SIZE + 1,
                                (page - 1) * PAGE_SIZE))
                .asTuple()
                .chain(found -> htmlResponses.page(BoardTemplates.board(new BoardView(
                        township.code().value(),
                        model.name(township),
                        DAYS,
                        section(township, found.getItem1(), openPage, "?page=" + page + "&open="),
                        section(township, found.getItem2(), page, "?open=" + openPage + "&page="),
                        line))));
    }

    /** @param matters one more than is shown, where there is a next page */
    private BoardView.Section section(Area township, List<BoardMatter> matters, int page, String query) {
        String path = "/wall/" + township.code() + query;
        return new BoardView.Section(
                matters.stream()
                        .limit(PAGE_SIZE)
                        .map(matter -> model.row(township, matter))
                        .toList(),
                page > 1 ? path + (page - 1) : "",
                matters.size() > PAGE_SIZE && page < MAX_PAGE ? path + (page + 1) : "");
    }

    /** The first page for everything that is no number of a page. */
    private static int number(String typed) {
        return typed.matches("[0-9]{1,3}") ? Math.clamp(Integer.parseInt(typed), 1, MAX_PAGE) : 1;
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
