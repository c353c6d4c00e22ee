package lianhu.adapters.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.report.TextSanitizer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * 给伙伴、给另一个人的钥匙: one key for each person or program. A key is no second person beside the key it was made with, see
 * {@link lianhu.core.roster.SecondPersonRule}.
 */
@Path("/api/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "钥匙")
public class KeysApi {
    private final ApiKeys keys;
    private final Areas areas;
    private final ApiPrincipal apiPrincipal;

    KeysApi(ApiKeys keys, Areas areas, ApiPrincipal apiPrincipal) {
        this.keys = keys;
        this.areas = areas;
        this.apiPrincipal = apiPrincipal;
    }

    /**
     * Holder and scope of a new key.
     *
     * @param grid the away grid it may report for
     * @param scope {@code admin} for another person who may do everything, for instance approve a notice; else empty
     */
    public record KeyRequest(
            @Nullable String name,
            @Nullable String grid,
            @Nullable String scope) {}

    /** @param key shown only in this response */
    public record KeyResponse(String id, String key, String scope) {}

    /**
     * An issued key.
     *
     * @param madeBy id of the key it was made with; empty for the first of each copy
     * @param madeAt with the offset of China
     */
    public record KeySummary(String id, String name, String scope, String madeBy, String madeAt) {}

    @GET
    @Operation(summary = "发过哪些钥匙", description = "谁用哪把钥匙发的、什么时候发的。钥匙本身查不到。")
    public Uni<List<KeySummary>> list() {
        return keys.all()
                .map(all -> all.stream()
                        .map(one -> new KeySummary(
                                one.id(),
                                one.name(),
                                one.scope(),
                                one.madeBy(),
                                one.madeAt()
                                        .atZoneSameInstant(BusinessCalendar.ZONE)
                                        .toOffsetDateTime()
                                        .toString()))
                        .toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "发一把钥匙",
            description = "写 grid，是商会的钥匙，只能用在 /api/v1/chamber/{gridCode}/ 下面：代报，看和办这个域外网格名下的事。写"
                    + " scope=admin，是给另一个人的钥匙，什么都能做；做通知的第二个人时，和发它的那把、同一把发的别的钥匙不算两个人。钥匙只显示这一次，丢了就收回重发。")
    public Uni<Response> issue(@HeaderParam("Idempotency-Key") String idempotencyKey, @Nullable KeyRequest in) {
        return Uni.createFrom().deferred(() -> {
            if (in == null || TextSanitizer.sanitize(in.name()).isEmpty()) {
                throw new ApiException(Problem.malformed("name 要写这把钥匙给谁用，例如 杭州云溪商会小程序。"));
            }
            String id = "k-" + idempotencyKey.strip();
            String scope =
                    ApiKey.ADMIN.equals(TextSanitizer.sanitize(in.scope())) ? ApiKey.ADMIN : ApiKey.CHAMBER + grid(in);
            return keys.issue(
                            id,
                            TextSanitizer.sanitize(in.name()),
                            scope,
                            apiPrincipal.actor().id())
                    .map(secret -> secret.map(key -> Response.status(201)
                                    .entity(new KeyResponse(id, key, scope))
                                    .build())
                            .orElseGet(() -> Problem.of(
                                            "issued", 409, "这把钥匙已经发过了", "钥匙只显示一次。没记下来的，先收回，再换一个 Idempotency-Key 重发。")
                                    .toResponse()));
        });
    }

    private AreaCode grid(KeyRequest in) {
        return AreaCode.parse(TextSanitizer.sanitize(in.grid()))
                .filter(code -> code.isAway() && code.level() == Level.GRID)
                .filter(code -> areas.find(code).isPresent())
                .orElseThrow(() -> new ApiException(Problem.malformed("grid 要写本县一个域外网格的编码，例如 621099901001001。")));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "收回一把钥匙", description = "一分钟内在所有网关上失效。管理员自己的钥匙不能在这里收回。")
    public Uni<Response> revoke(@PathParam("id") String id) {
        return keys.revoke(TextSanitizer.sanitize(id))
                .map(isGone -> isGone
                        ? Response.noContent().build()
                        : Problem.notFound().toResponse());
    }
}
