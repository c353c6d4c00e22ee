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
import java.util.Arrays;
import java.util.List;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.UninformedReporters;
import lianhu.core.query.UninformedReporters.Kind;
import lianhu.core.query.Viewer;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestQuery;

/** 没有回音的: every report whose reporter was not told what was promised, by name, or that there is none. */
@Path("/desk/deliveries/uninformed")
@Authenticated
public final class UninformedPage {
    private static final Viewer VIEWER = Viewer.DESK;

    /** Reports of each kind on the page of all kinds, and on the page of one. */
    private static final int FEW = 20;

    private static final int MANY = 100;

    private final UninformedReporters uninformedReporters;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    UninformedPage(UninformedReporters uninformedReporters, PageRenderer pageRenderer, InstantSource clock) {
        this.uninformedReporters = uninformedReporters;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /** @param isPart whether the page shows one kind, with a way back */
    public record View(List<Section> parts, boolean isPart) {
        public boolean isEmpty() {
            return parts.stream().allMatch(section -> section.rows().isEmpty());
        }
    }

    /**
     * @param total of this kind on all pages
     * @param next query string of the next page; empty on the last one
     */
    public record Section(String name, String hint, long total, List<ReportRow> rows, String next) {}

    /** @param why the delivery is in its state; empty for none */
    public record ReportRow(
            String receipt, String ticket, String title, String owner, String since, String sinceFull, String why) {}

    /**
     * @param kind one kind; all when empty
     * @param page of one kind, from 1
     */
    @GET
    public Uni<Response> uninformed(
            @RestQuery @DefaultValue("") String kind,
            @RestQuery @DefaultValue("1") int page,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return load(kind, Math.max(1, page))
                .chain(view -> pageRenderer.page("uninformed", view, "没有回音的", "deliveries", staffMember, ""))
                .map(html -> PageRenderer.html(200, html));
    }

    Uni<View> load(String kind, int page) {
        List<Kind> all = Arrays.asList(Kind.values());
        List<Kind> asked = all.stream().filter(one -> one.name().equals(kind)).toList();
        boolean isPart = !asked.isEmpty();
        int number = isPart ? page : 1;
        int size = isPart ? MANY : FEW;
        return Uni.join()
                .all((isPart ? asked : all)
                        .stream()
                                .map(one -> uninformedReporters
                                        .list(one, number, size, VIEWER)
                                        .map(found -> section(one, found, number, size, isPart)))
                                .toList())
                .usingConcurrencyOf(2)
                .andFailFast()
                .map(sections -> new View(sections, isPart));
    }

    private Section section(Kind kind, UninformedReporters.Page found, int number, int size, boolean isPart) {
        Instant now = clock.instant();
        boolean hasMore = found.total() > (long) number * size;
        return new Section(
                name(kind),
                hint(kind),
                found.total(),
                found.reports().stream().map(one -> row(one, now)).toList(),
                hasMore ? "kind=" + kind + "&page=" + (isPart ? number + 1 : 1) : "");
    }

    private static ReportRow row(UninformedReporters.UninformedReport report, Instant now) {
        return new ReportRow(
                report.receipt().spoken(),
                report.ticket().value(),
                report.title(),
                report.owner(),
                ChineseTime.formatPast(report.since(), now),
                ChineseTime.formatFull(report.since()),
                report.why());
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case LATE -> "过期了，没给本人说";
            case RESULT_NOT_TOLD -> "有了结果，没告诉到";
            case RECEIPT_NOT_TOLD -> "收下了，本人一句话也没收到";
            case RESULT_NOT_SEEN -> "有了结果，等本人来查";
        };
    }

    private static String hint(Kind kind) {
        return switch (kind) {
            case LATE -> "过了说好的日子，到现在没有一句话到本人。";
            case RESULT_NOT_TOLD -> "送不到、不知到没到，或者还等人转。";
            case RECEIPT_NOT_TOLD -> "登记一小时了，受理号也没有送到。";
            case RESULT_NOT_SEEN -> "没有路送到本人，凭受理号查得到。";
        };
    }
}
