package lianhu.app.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import java.util.Arrays;
import lianhu.core.report.StoreUnavailableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Gives a person a page for an address that nothing serves, and for a failure that nothing handled. */
@ApplicationScoped
class ErrorPageHandler {
    private static final Logger LOG = Logger.getLogger(ErrorPageHandler.class);
    private static final int BEFORE_QUARKUS = -1_000;
    private static final int TOO_LARGE = 413;

    private final ErrorResponses errorResponses;

    ErrorPageHandler(ErrorResponses errorResponses) {
        this.errorResponses = errorResponses;
    }

    void register(@Observes Router router) {
        router.errorHandler(404, this::notFound);
        router.route().order(BEFORE_QUARKUS).failureHandler(this::failed);
    }

    private void notFound(RoutingContext context) {
        if (context.response().ended()) {
            return;
        }
        if (ErrorResponses.isForPerson(context)) {
            errorResponses.page(context, 404);
        } else {
            context.response().setStatusCode(404).end();
        }
    }

    private void failed(RoutingContext context) {
        @Nullable Throwable failure = context.failure();
        boolean isAnswered = context.response().headWritten();
        if (isTooLarge(failure) || isAnswered && context.response().getStatusCode() == TOO_LARGE) {
            // The parser of forms fails again, in one way or another, at every chunk that still comes after the answer.
            if (!isAnswered) {
                errorResponses.tooLarge(context);
            }
            return;
        }
        boolean isOurs = ErrorResponses.isForPerson(context)
                && !isAnswered
                && (failure == null ? context.statusCode() >= 400 : !(failure instanceof SecurityException));
        if (!isOurs) {
            context.next();
            return;
        }
        if (failure != null) {
            // Neither the message nor the query: both may quote what a resident wrote.
            LOG.errorf(
                    "a page failed: %s %s%s",
                    context.request().path(), failure.getClass().getName(), place(failure));
        }
        errorResponses.page(context, status(context, failure));
    }

    private static boolean isTooLarge(@Nullable Throwable failure) {
        return failure instanceof WebApplicationException refused
                && refused.getResponse().getStatus() == TOO_LARGE;
    }

    private static int status(RoutingContext context, @Nullable Throwable failure) {
        if (failure instanceof StoreUnavailableException) {
            return 503;
        }
        return context.statusCode() >= 400 ? context.statusCode() : 500;
    }

    private static String place(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("lianhu."))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
    }
}
