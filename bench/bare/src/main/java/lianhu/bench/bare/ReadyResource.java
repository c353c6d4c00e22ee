package lianhu.bench.bare;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Answers as soon as the application has started. */
@Path("/")
public class ReadyResource {
    @GET
    public String ready() {
        return "ready";
    }
}
