package lianhu.desk.status;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import lianhu.core.query.SystemStatusReader;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;

/** 系统状态. The browser loads it again every ten seconds. */
@Path("/desk/status")
@Authenticated
public final class StatusPage {
    private static final int REFRESH_SECONDS = 10;

    private final SystemStatusReader reader;
    private final PageRenderer pageRenderer;

    StatusPage(SystemStatusReader reader, PageRenderer pageRenderer) {
        this.reader = reader;
        this.pageRenderer = pageRenderer;
    }

    @GET
    public Uni<Response> status(@Context ContainerRequestContext request) {
        return reader.read()
                .chain(status -> pageRenderer.page(
                        "status", StatusView.of(status), "系统状态", "status", CurrentStaff.of(request), ""))
                .map(page -> Response.fromResponse(PageRenderer.html(200, page))
                        .header("Refresh", REFRESH_SECONDS)
                        .build());
    }
}
