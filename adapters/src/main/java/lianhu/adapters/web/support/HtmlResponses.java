package lianhu.adapters.web.support;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Pages and redirects as HTTP answers, with the cookies of this phone. */
@Singleton
public class HtmlResponses {
    static final String HTML = "text/html;charset=UTF-8";

    /** Proofs of this phone. */
    public static final String PROOF_COOKIE = "mine";
    /** The slip it got last. */
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

    /** Not taken now: whoever asks comes again. */
    public Uni<Response> unavailable(TemplateInstance page) {
        return page.createUni()
                .map(html -> Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .header("Retry-After", 15)
                        .type(HTML)
                        .entity(html)
                        .build());
    }

    /** Something we stand on is away. */
    public Uni<Response> failure(Exception broken) {
        if (broken instanceof WebApplicationException known) {
            return Uni.createFrom().item(known.getResponse());
        }
        LOG.errorf("a page could not be shown: %s", broken.getClass().getName());
        return unavailable(PageTemplates.away(line));
    }

    /** A form was taken: what comes next is a page that may be reloaded. */
    public Uni<Response> redirect(String path, NewCookie... cookies) {
        // as a header of our own it stays relative: behind a proxy we do not know our own scheme
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
