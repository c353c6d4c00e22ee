package lianhu.app.http;

import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.adapters.api.Problem;
import lianhu.adapters.web.support.ErrorPages;
import lianhu.core.web.PageHeaders;
import lianhu.desk.format.DeskErrorPages;
import org.jspecify.annotations.Nullable;

/** Writes an error as the client asks for it: a page for a person, a problem document for the API, else a sentence. */
@ApplicationScoped
class ErrorResponses {
    private final ErrorPages errorPages;
    private final DeskErrorPages deskErrorPages;

    ErrorResponses(ErrorPages errorPages, DeskErrorPages deskErrorPages) {
        this.errorPages = errorPages;
        this.deskErrorPages = deskErrorPages;
    }

    static boolean isForPerson(RoutingContext context) {
        return ErrorPages.isForPerson(context.request().path(), context.request()::getHeader);
    }

    void page(RoutingContext context, int status) {
        PageHeaders.ALL.forEach((name, value) -> context.response().putHeader(name, value));
        write(context, status, "text/html;charset=UTF-8", html(context.request().path(), status));
    }

    /** A page of the desk leads back to the desk, every other one to what residents look for. */
    String html(@Nullable String path, int status) {
        return DeskErrorPages.isDesk(path)
                ? deskErrorPages.html(status, errorPages.sizeLimit())
                : errorPages.html(status);
    }

    /** Says how much a request may hold. */
    void tooLarge(RoutingContext context) {
        if (isForPerson(context)) {
            page(context, 413);
        } else if (isApi(context)) {
            write(context, 413, Problem.TYPE, Json.encode(Problem.tooLarge(errorPages.maxMegabytes())));
        } else {
            write(context, 413, "text/plain;charset=UTF-8", errorPages.sizeLimit());
        }
    }

    private static boolean isApi(RoutingContext context) {
        String path = context.request().path();
        return path != null && path.startsWith("/api/");
    }

    private static void write(RoutingContext context, int status, String type, String body) {
        context.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    }
}
