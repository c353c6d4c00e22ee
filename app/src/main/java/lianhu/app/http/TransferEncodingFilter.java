package lianhu.app.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Refuses a transfer coding other than chunked and ends its connection, as RFC 9112 section 6.3 demands: where a body ends in
 * it is not known, and Netty would read what follows as another request.
 */
@ApplicationScoped
class TransferEncodingFilter {
    /** Before {@link HttpFilters}. */
    private static final int FIRST = 1_001;

    private static final int BAD_REQUEST = 400;

    void register(@Observes Filters filters) {
        filters.register(TransferEncodingFilter::filter, FIRST);
    }

    private static void filter(RoutingContext context) {
        List<String> codings = context.request().headers().getAll("Transfer-Encoding");
        if (codings.isEmpty()
                || codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked")) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(BAD_REQUEST)
                .putHeader("Connection", "close")
                .end()
                .onComplete(answered -> context.request().connection().close());
    }
}
