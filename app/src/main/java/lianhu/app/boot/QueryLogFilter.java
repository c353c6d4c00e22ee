package lianhu.app.boot;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import lianhu.adapters.sql.PgErrors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps query strings out of the log: they hold names and numbers that staff search for. Quarkus logs the address of a
 * request that fails outside the resources, with the message of the error.
 *
 * <p>Keeps out a false alarm, too: when no connection can be had, the pool of Vert.x answers the request and leaves its timer
 * running, and the timer then fails for a request that was answered.
 */
@LoggingFilter(name = "without-query")
public final class QueryLogFilter implements Filter {
    static final String LOGGER = "io.quarkus.vertx.http.runtime.QuarkusErrorHandler";

    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (isLateTimer(entry.getThrown())) {
            return false;
        }
        if (LOGGER.equals(entry.getLoggerName())) {
            @Nullable Object[] parameters = entry.getParameters();
            if (parameters != null) {
                entry.setParameters(Arrays.stream(parameters)
                        .map(QueryLogFilter::withoutQuery)
                        .toArray());
            }
            if (entry.getThrown() != null) {
                entry.setThrown(PgErrors.withoutMessage(entry.getThrown()));
            }
        }
        return true;
    }

    /** A promise that is completed a second time, by the pool. */
    private static boolean isLateTimer(@Nullable Throwable thrown) {
        return thrown instanceof IllegalStateException
                && "Result is already complete".equals(thrown.getMessage())
                && Arrays.stream(thrown.getStackTrace())
                        .limit(2)
                        .anyMatch(frame -> frame.getClassName().equals(POOL));
    }

    private static @Nullable Object withoutQuery(@Nullable Object parameter) {
        return parameter instanceof String address && address.indexOf('?') >= 0
                ? address.substring(0, address.indexOf('?'))
                : parameter;
    }
}
