package lianhu.desk.call;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.figure.CallFigure;
import lianhu.core.call.figure.CallFigureQueries;
import lianhu.core.call.figure.CallFigures;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;

/** 接通数: each figure with its numerator and its denominator, and the calls behind both. Nobody is ranked by them. */
@Path("/desk/calls/figures")
@Authenticated
public final class CallFiguresPage {
    private static final int LISTED = 200;

    private final CallFigureQueries figures;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    CallFiguresPage(CallFigureQueries figures, PageRenderer pageRenderer, InstantSource clock) {
        this.figures = figures;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /** @param today 2026-11-20, the last day that can be chosen */
    record View(FigurePeriod period, String today, String yesterday, int offered, int unmeasured, List<Share> shares) {}

    /**
     * @param part name of the numerator's figure
     * @param whole name of the denominator's figure
     * @param percent empty while the denominator is 0
     */
    record Share(String name, String note, String part, int numerator, String whole, int denominator, String percent) {
        static Share of(String name, String note, CallFigure part, CallFigure whole, CallFigures counts) {
            int numerator = counts.of(part);
            int denominator = counts.of(whole);
            return new Share(
                    name,
                    note,
                    part.name(),
                    numerator,
                    whole.name(),
                    denominator,
                    denominator == 0 ? "" : Math.round(100.0 * numerator / denominator) + "%");
        }
    }

    /** @param more how many calls are not listed */
    record Listed(FigurePeriod period, String title, List<CallRow> calls, int more) {}

    @GET
    public Uni<Response> page(
            @QueryParam("day") @DefaultValue("") String day,
            @QueryParam("span") @DefaultValue("") String span,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Instant now = clock.instant();
        FigurePeriod period = FigurePeriod.of(day, span, now);
        return figures.count(period.from(), period.to(), now)
                .chain(counts ->
                        pageRenderer.page("call-figures", view(period, counts, now), "接通数", "calls", staffMember, ""))
                .map(page -> PageRenderer.html(200, page));
    }

    @GET
    @Path("calls")
    public Uni<Response> calls(
            @QueryParam("figure") @DefaultValue("") String name,
            @QueryParam("day") @DefaultValue("") String day,
            @QueryParam("span") @DefaultValue("") String span,
            @Context ContainerRequestContext request) {
        Optional<CallFigure> figure = Arrays.stream(CallFigure.values())
                .filter(one -> one.name().equals(name))
                .findFirst();
        Instant now = clock.instant();
        FigurePeriod period = FigurePeriod.of(day, span, now);
        return figure.isEmpty()
                ? PageRenderer.redirect("/desk/calls/figures?" + period.query())
                : list(figure.get(), period, now, CurrentStaff.of(request));
    }

    private Uni<Response> list(CallFigure figure, FigurePeriod period, Instant now, StaffMember staffMember) {
        return Uni.combine()
                .all()
                .unis(
                        figures.count(period.from(), period.to(), now),
                        figures.list(figure, period.from(), period.to(), now, LISTED))
                .with((counts, calls) -> new Listed(
                        period,
                        title(figure),
                        calls.stream().map(call -> CallRow.of(call, "", now)).toList(),
                        Math.max(0, counts.of(figure) - calls.size())))
                .chain(view -> pageRenderer.page("call-list", view, view.title(), "calls", staffMember, ""))
                .map(page -> PageRenderer.html(200, page));
    }

    private static View view(FigurePeriod period, CallFigures counts, Instant now) {
        return new View(
                period,
                DeadlinePolicy.localDate(now).toString(),
                DeadlinePolicy.localDate(now).minusDays(1).toString(),
                counts.of(CallFigure.OFFERED),
                counts.of(CallFigure.SHORT),
                List.of(
                        Share.of("座席接起", "有座席和他说上了", CallFigure.ANSWERED, CallFigure.MEASURED, counts),
                        Share.of("15 秒以内接起", "从打进来算起", CallFigure.ANSWERED_IN_TIME, CallFigure.MEASURED, counts),
                        Share.of("没等到就挂了", "没说上话、没留言、也没要我们回", CallFigure.ABANDONED, CallFigure.MEASURED, counts),
                        Share.of(
                                "按时回了电话",
                                "到时限该回的；白天半小时，晚上打来的到早上 8:30",
                                CallFigure.CALLBACK_IN_TIME,
                                CallFigure.CALLBACK_DUE,
                                counts)));
    }

    private static String title(CallFigure figure) {
        return switch (figure) {
            case OFFERED -> "打来的电话";
            case MEASURED -> "算进接通数的电话";
            case ANSWERED -> "座席接起的电话";
            case ANSWERED_IN_TIME -> "15 秒以内接起的电话";
            case ABANDONED -> "没等到就挂了的电话";
            case SHORT -> "5 秒以内就挂了的电话";
            case CALLBACK_DUE -> "到时限该回的电话";
            case CALLBACK_IN_TIME -> "按时回了的电话";
        };
    }
}
