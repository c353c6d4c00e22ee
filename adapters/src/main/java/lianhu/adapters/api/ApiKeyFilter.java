package lianhu.adapters.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Rejects requests without a valid API key. */
class ApiKeyFilter {
    private final ApiKeys keys;
    private final ApiPrincipal apiPrincipal;

    ApiKeyFilter(ApiKeys keys, ApiPrincipal apiPrincipal) {
        this.keys = keys;
        this.apiPrincipal = apiPrincipal;
    }

    /** {@code null} lets the request continue. */
    @RequiresApiKey
    @ServerRequestFilter
    public Uni<@Nullable Response> filter(ContainerRequestContext request) {
        @Nullable String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Uni.createFrom().item(unauthorized());
        }
        boolean isPost = request.getMethod().equals(HttpMethod.POST);
        String idempotencyKey = Optional.ofNullable(request.getHeaderString("Idempotency-Key"))
                .map(String::strip)
                .orElse("");
        return keys.find(header.substring(7).strip()).map(found -> {
            if (found.isEmpty()) {
                return unauthorized();
            }
            if (!found.get().allowsGrid(request.getUriInfo().getPathParameters().getFirst("gridCode"))) {
                return Problem.of("scope", 403, "这把钥匙不能做这个", "请用有 admin 权限的钥匙；商会的钥匙只能用在它自己的域外网格。")
                        .toResponse();
            }
            if (isPost && !idempotencyKey.matches("[A-Za-z0-9_.:-]{1,128}")) {
                return Problem.missingIdempotencyKey().toResponse();
            }
            apiPrincipal.authenticate(found.get(), idempotencyKey);
            return null;
        });
    }

    private static Response unauthorized() {
        return Problem.of("key", 401, "没有钥匙，或者钥匙不对", "请带上 Authorization: Bearer 加钥匙。演示的钥匙在数据目录的 api-key 文件里。")
                .toResponse();
    }
}
