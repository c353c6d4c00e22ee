package lianhu.adapters.web.support;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Builds HTTP responses from pages and redirects, with the cookies of the phone. */
@Singleton
public class HtmlResponses {
    static final String HTML = "text/html;charset=UTF-8";

    /** Holds the proofs of the phone. */
    public static final String PROOF_COOKIE = "mine";
    /** Holds the latest receipt of the phone. */
    public static final String SLIP_COOKIE = "got";

    private static final Logger LOG = Logger.getLogger(HtmlResponses.class);

    private final Hotline line;
    private final boolean isHttps;

    HtmlResponses(Hotline line, @ConfigProperty(name = "lianhu.public-url") Optional<String> publicUrl) {
        this.line = line;
        isHttps = publicUrl.filter(url -> url.startsWith("https:")).isPresent();
    }

    public Uni<Response> page(int status, TemplateInstance page) {
        return page.createUni()
                .map(html -> Response.status(status).type(HTML).entity(html).build());
    }

    public Uni<Response> page(TemplateInstance page) {
        return page(200, page);
    }

    /** A page with status 503: the request may be repeated. */
    public Uni<Response> unavailable(TemplateInstance page) {
        return page.createUni()
                .map(html -> Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .header("Retry-After", 15)
                        .type(HTML)
                        .entity(html)
                        .build());
    }

    /** A page with status 429 that says when the request may be repeated. */
    public Uni<Response> tooMany(Duration delay, TemplateInstance page) {
        return page.createUni()
                .map(html -> Response.status(Response.Status.TOO_MANY_REQUESTS)
                        .header("Retry-After", FormRateLimiter.seconds(delay))
                        .type(HTML)
                        .entity(html)
                        .build());
    }

    /** The page for an unavailable database or disk; a short text for a value that the database cannot hold. */
    public Uni<Response> failure(Throwable broken) {
        if (broken instanceof WebApplicationException known) {
            return Uni.createFrom().item(known.getResponse());
        }
        Throwable known = PgErrors.translate(broken);
        if (known instanceof ReportRejectedException) {
            return Uni.createFrom()
                    .item(Response.status(400)
                            .type("text/plain;charset=UTF-8")
                            .entity("这个地址或表单里有不能用的字符。请退回上一页改一改。")
                            .build());
        }
        if (known instanceof StoreUnavailableException) {
            LOG.errorf("a page could not be shown: %s", broken.getClass().getName());
        } else {
            LOG.error("a page could not be shown", PgErrors.withoutMessage(broken));
        }
        return unavailable(PageTemplates.away(line));
    }

    /** Redirects after an accepted form, so that the next page can be reloaded. */
    public Uni<Response> redirect(String path, NewCookie... cookies) {
        // The header stays relative: behind a proxy the scheme is unknown.
        return Uni.createFrom()
                .item(Response.status(303)
                        .header("Location", path)
                        .cookie(cookies)
                        .build());
    }

    public NewCookie proofCookie(String value) {
        return cookie(PROOF_COOKIE, value, ReceiptProofCookie.REPORTER_VALIDITY);
    }

    public NewCookie slipCookie(String value) {
        return cookie(SLIP_COOKIE, value, Duration.ofDays(1));
    }

    private NewCookie cookie(String name, String value, Duration lasting) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .maxAge((int) lasting.toSeconds())
                .httpOnly(true)
                .secure(isHttps)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
