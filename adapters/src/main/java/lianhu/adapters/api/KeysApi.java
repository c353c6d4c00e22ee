package lianhu.adapters.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** 接口的钥匙: one for each person or program, so that it is known who did what. */
@Path("/api/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@Keyed
@Tag(name = "钥匙")
public class KeysApi {
    private final ApiKeys keys;
    private final Caller caller;

    KeysApi(ApiKeys keys, Caller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    /** @param name of whoever will hold it */
    public record KeyIn(@Nullable String name) {}

    /** Shown once; it is kept nowhere. */
    public record KeyOut(String id, String name, String key) {
        @Override
        public String toString() {
            return "KeyOut[" + id + "]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "再发一把钥匙", description = "给另一个人用：一人一把，通知要两个人，就是两把钥匙。钥匙只显示这一次。")
    public Uni<Response> make(@Nullable KeyIn in) {
        String name = in == null ? "" : ReportsApi.plain(in.name());
        if (name.isEmpty() || name.length() > 40) {
            throw new Refusal(Problem.malformed("name 要写给谁用，40 个字以内。"));
        }
        return keys.make(name, caller.actor().id())
                .map(made -> Response.status(201)
                        .entity(new KeyOut(made.id(), name, made.secret()))
                        .build());
    }
}
