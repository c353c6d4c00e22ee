package lianhu.adapters.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.notice.GroupBindings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** 群的绑定码. */
@Path("/api/v1/areas/{unit}/binding-codes")
@Produces(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "群")
public class BindingCodesApi {
    private final Areas areas;
    private final GroupBindings groupBindings;

    BindingCodesApi(Areas areas, GroupBindings groupBindings) {
        this.areas = areas;
        this.groupBindings = groupBindings;
    }

    /** The code; sent in a group, it binds the group. */
    public record BindingCodeResponse(String code, String expires) {}

    @POST
    @Operation(summary = "要一个绑定码", description = "在群里@机器人说“绑定 K7Q-3PD”。用一次，24 小时有效。")
    public Uni<Response> issueCode(@PathParam("unit") String unit) {
        return Uni.createFrom().deferred(() -> {
            AreaCode area = AreaCode.parse(unit)
                    .filter(code -> areas.find(code).isPresent())
                    .orElseThrow(() -> new ApiException(Problem.notFound()));
            return groupBindings
                    .issueCode(area)
                    .map(code -> Response.status(201)
                            .entity(new BindingCodeResponse(code.code(), TicketJsonMapper.time(code.expires())))
                            .build());
        });
    }
}
