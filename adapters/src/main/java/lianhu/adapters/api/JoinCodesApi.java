package lianhu.adapters.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.customergroup.CustomerGroupRepository;
import lianhu.core.customergroup.JoinWays;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.TextSanitizer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** 客户群的进群码. */
@Path("/api/v1/areas/{unit}/join-codes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "群")
public class JoinCodesApi {
    private final Areas areas;
    private final CustomerGroupRepository groups;
    private final JoinWays joinWays;

    JoinCodesApi(Areas areas, CustomerGroupRepository groups, JoinWays joinWays) {
        this.areas = areas;
        this.groups = groups;
        this.joinWays = joinWays;
    }

    /** @param chat the customer group to join */
    public record JoinCodeRequest(@Nullable String chat) {}

    /**
     * @param id WeCom's config_id
     * @param qrCode address of the picture to print
     * @param state what WeCom reports about a person who joined with the code
     */
    public record JoinCodeResponse(String id, String qrCode, String state) {}

    @POST
    @Operation(summary = "要一个进群码", description = "居民扫它进这个客户群；有人扫进来，这个群就归这个单元。同一个单元和群再要，还是原来的码。")
    public Uni<Response> create(@PathParam("unit") String unit, @Nullable JoinCodeRequest joinCodeRequest) {
        return Uni.createFrom().deferred(() -> {
            AreaCode area = AreaCode.parse(unit)
                    .filter(code ->
                            code.level() == Level.UNIT && areas.find(code).isPresent())
                    .orElseThrow(() -> new ApiException(Problem.notFound()));
            String chat = joinCodeRequest == null ? "" : TextSanitizer.sanitize(joinCodeRequest.chat());
            return groups.find(chat).chain(group -> {
                if (group.isEmpty()) {
                    throw new ApiException(Problem.notFound());
                }
                return joinWays.create(area, chat)
                        .onFailure(ReportRejectedException.class)
                        .transform(no ->
                                new ApiException(Problem.of("wecom", 502, "企业微信不同意", String.valueOf(no.getMessage()))))
                        .map(way -> Response.status(201)
                                .entity(new JoinCodeResponse(way.id(), way.qrCode(), way.state()))
                                .build());
            });
        });
    }
}
