package lianhu.app.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Refuses a transfer coding other than chunked and ends its connection, as RFC 9112 section 6.3 demands: where a body ends in
 * it is not known, and Netty would read what follows as another request.
 */
@ApplicationScoped
class TransferEncodingFilter {
    /** Before {@link HttpFilters}. */
    private static final int FIRST = 1_001;

    private static final int BAD_REQUEST = 400;

    /** Connections that are about to end. What already came on one is not answered. */
    private final Set<HttpConnection> ending =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private volatile boolean hasRefused;

    void register(@Observes Filters filters) {
        filters.register(this::filter, FIRST);
    }

    private void filter(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        if (hasRefused && ending.contains(connection)) {
            return;
        }
        List<String> codings = context.request().headers().getAll("Transfer-Encoding");
        if (codings.isEmpty()
                || codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked")) {
            context.next();
            return;
        }
        ending.add(connection);
        hasRefused = true;
        context.response()
                .setStatusCode(BAD_REQUEST)
                .putHeader("Connection", "close")
                .end()
                .onComplete(answered -> connection.close());
    }
}
