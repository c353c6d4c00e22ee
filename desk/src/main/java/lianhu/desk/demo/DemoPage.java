package lianhu.desk.demo;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.PageRenderer;

/** The first page of a demonstration; without a demonstration, a redirect to the desk. */
@Path("/")
@PermitAll
public final class DemoPage {
    private final DemoPageModel demoPageModel;
    private final PageRenderer pageRenderer;
    private final DemoMode demoMode;

    DemoPage(DemoPageModel demoPageModel, PageRenderer pageRenderer, DemoMode demoMode) {
        this.demoPageModel = demoPageModel;
        this.pageRenderer = pageRenderer;
        this.demoMode = demoMode;
    }

    @GET
    public Uni<Response> page() {
        return demoMode.isOn()
                ? demoPageModel
                        .load()
                        .chain(view -> pageRenderer.render("first", view, ""))
                        .map(page -> PageRenderer.html(200, page, connectSource()))
                : PageRenderer.redirect("/desk");
    }

    /** The list in the middle of the page, which htmx swaps in. */
    @GET
    @Path("stage")
    public Uni<Response> desk() {
        return demoMode.isOn()
                ? demoPageModel
                        .load()
                        .chain(view -> pageRenderer.part("first", "desk", view))
                        .map(part -> PageRenderer.html(200, part))
                : PageRenderer.status(404);
    }

    private String connectSource() {
        return "connect-src 'self' " + demoMode.simulator();
    }
}
