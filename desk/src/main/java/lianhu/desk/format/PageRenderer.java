package lianhu.desk.format;

import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.web.PageHeaders;

/** Renders pages and parts of pages, with the headers that restrict what a browser may do with them. */
@Singleton
public final class PageRenderer {
    private final Engine engine;
    private final Labels labels;
    private final DemoMode demoMode;
    private final InstantSource clock;

    public PageRenderer(Engine engine, Labels labels, DemoMode demoMode, InstantSource clock) {
        this.engine = engine;
        this.labels = labels;
        this.demoMode = demoMode;
        this.clock = clock;
    }

    /**
     * The frame around every page.
     *
     * @param seal the first character of the county's name
     * @param section the marked section of the navigation; empty for none
     * @param now ISO 8601 with the offset, for the scripts
     * @param find the text in the search box
     */
    record PageLayout(
            String title,
            String section,
            String county,
            String seal,
            StaffMember staff,
            boolean isDemonstration,
            String today,
            String now,
            String find) {}

    public Uni<String> page(
            String template, Object view, String title, String section, StaffMember staffMember, String find) {
        return render(template, view, frame(title, section, staffMember, find));
    }

    /** A fragment of a page that htmx swaps in. */
    public Uni<String> part(String template, String fragment, Object view) {
        return onWorker(engine.getTemplate("desk/" + template)
                .getFragment(fragment)
                .data("view", view)
                .data("now", ChineseTime.formatIso(clock.instant())));
    }

    public Uni<String> render(String template, Object view, Object frame) {
        return onWorker(
                engine.getTemplate("desk/" + template).data("view", view).data("frame", frame));
    }

    /** A list of a thousand rows takes milliseconds, which the event loop does not have. */
    private static Uni<String> onWorker(TemplateInstance page) {
        return page.createUni().runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    PageLayout frame(String title, String section, StaffMember staffMember, String find) {
        Instant now = clock.instant();
        return new PageLayout(
                title,
                section,
                labels.county(),
                labels.county().substring(0, labels.county().offsetByCodePoints(0, 1)),
                staffMember,
                demoMode.isOn(),
                ChineseTime.formatHeading(now),
                ChineseTime.formatIso(now),
                find);
    }

    public static Uni<Response> redirect(String path) {
        return Uni.createFrom().item(seeOther(path).build());
    }

    /**
     * A redirect to another page of the desk. It stays relative: {@code Response.seeOther} would make an absolute address of
     * the scheme, which is unknown behind a proxy, and of the Host that the client sent.
     */
    public static Response.ResponseBuilder seeOther(String path) {
        return Response.status(Response.Status.SEE_OTHER).header("Location", path);
    }

    /** A response without a page. */
    public static Uni<Response> status(int status) {
        return Uni.createFrom().item(Response.status(status).build());
    }

    public Uni<Response> ticketNotFound(StaffMember staffMember) {
        return page("absent", "", "没有这件工单", "queue", staffMember, "").map(page -> html(404, page));
    }

    public static Response html(int status, String page) {
        return html(status, page, "");
    }

    /** @param more directives that this page adds to the content security policy */
    public static Response html(int status, String page, String more) {
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .entity(page);
        PageHeaders.ALL.forEach(response::header);
        if (!more.isEmpty()) {
            response.header("Content-Security-Policy", null)
                    .header("Content-Security-Policy", PageHeaders.CONTENT_SECURITY_POLICY + "; " + more);
        }
        return response.build();
    }
}
