package lianhu.app.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request whose body is larger than {@code quarkus.http.limits.max-body-size} in words; Quarkus itself answers with an
 * empty body. A browser shows no answer while it still sends: the body is read to its end and thrown away, up to four times the
 * limit.
 */
@ApplicationScoped
class BodySizeFilter {
    /** After {@link HttpFilters}, before the limit of Quarkus. */
    private static final int SECOND = 999;

    private static final int DISCARDED_LIMITS = 4;

    private final ErrorResponses errorResponses;
    private final long limit;

    BodySizeFilter(
            ErrorResponses errorResponses,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.errorResponses = errorResponses;
        this.limit = limit.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, SECOND);
    }

    private void filter(RoutingContext context) {
        long length = length(context.request().getHeader("Content-Length"));
        if (length <= limit) {
            context.next();
        } else if (length > DISCARDED_LIMITS * limit) {
            context.response()
                    .endHandler(ended -> context.request().connection().close());
            errorResponses.tooLarge(context);
        } else {
            discard(context);
        }
    }

    private void discard(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.handler(chunk -> {})
                .endHandler(end -> errorResponses.tooLarge(context))
                .resume();
    }

    private static long length(@Nullable String header) {
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
