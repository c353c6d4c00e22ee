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
import java.util.Optional;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;

/**
 * 来电条: who rings, on top of every page of the desk. The browser asks every two seconds, so it stands there before the telephone
 * rings a second time; a telephone in China rings for one second and is silent for four.
 */
@Path("/desk/calls/caller")
@Authenticated
public final class CallerBarPage {
    private final AgentPanelReader panels;
    private final PageRenderer pageRenderer;

    CallerBarPage(AgentPanelReader panels, PageRenderer pageRenderer) {
        this.panels = panels;
        this.pageRenderer = pageRenderer;
    }

    record View(Optional<AgentPanel.Caller> caller) {
        /** Equal while nothing has changed; empty for nobody. */
        public String key() {
            return caller.map(one -> Integer.toHexString(one.toString().hashCode()))
                    .orElse("");
        }
    }

    /** @param shown key of the bar in the browser: while it is the same, nothing is sent */
    @GET
    public Uni<Response> bar(
            @QueryParam("shown") @DefaultValue("") String shown, @Context ContainerRequestContext request) {
        return panels.caller(CurrentStaff.of(request))
                .map(View::new)
                .chain(view -> view.key().equals(shown)
                        ? Uni.createFrom().item(Response.noContent().build())
                        : pageRenderer.part("caller", "bar", view).map(part -> PageRenderer.html(200, part)));
    }
}
