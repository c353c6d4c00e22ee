package lianhu.desk.demonstration;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import lianhu.desk.Demonstration;
import lianhu.desk.Pages;

/** What a visitor of the demonstration sees first; elsewhere the door leads to the desk. */
@Path("/")
public final class FirstPage {
    private final Stage stage;
    private final Pages pages;
    private final Demonstration demonstration;

    FirstPage(Stage stage, Pages pages, Demonstration demonstration) {
        this.stage = stage;
        this.pages = pages;
        this.demonstration = demonstration;
    }

    @GET
    public Uni<Response> first() {
        return demonstration.isOn()
                ? stage.set()
                        .chain(view -> pages.render("first", view, ""))
                        .map(page -> Pages.html(200, page, connect()))
                : Uni.createFrom().item(Response.seeOther(URI.create("/desk")).build());
    }

    /** The desk in the middle, for a swap. */
    @GET
    @Path("stage")
    public Uni<Response> desk() {
        return demonstration.isOn()
                ? stage.set().chain(view -> pages.part("first", "desk", view)).map(part -> Pages.html(200, part))
                : Uni.createFrom().item(Response.status(404).build());
    }

    private String connect() {
        return "connect-src 'self' " + demonstration.simulator();
    }
}
