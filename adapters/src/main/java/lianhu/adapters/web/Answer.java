package lianhu.adapters.web;

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
public class Answer {
    static final String HTML = "text/html;charset=UTF-8";

    /** Proofs of this phone. */
    static final String MINE = "mine";
    /** The slip it got last. */
    static final String GOT = "got";

    private static final Logger LOG = Logger.getLogger(Answer.class);

    private final ServiceLine line;
    private final boolean isHttps;

    Answer(ServiceLine line, @ConfigProperty(name = "lianhu.public-url") Optional<String> publicUrl) {
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
    public Uni<Response> later(TemplateInstance page) {
        return page.createUni()
                .map(html -> Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .header("Retry-After", 15)
                        .type(HTML)
                        .entity(html)
                        .build());
    }

    /** Something we stand on is away. */
    public Uni<Response> away(Exception broken) {
        if (broken instanceof WebApplicationException known) {
            return Uni.createFrom().item(known.getResponse());
        }
        LOG.errorf("a page could not be shown: %s", broken.getClass().getName());
        return later(Pages.away(line));
    }

    /** A form was taken: what comes next is a page that may be reloaded. */
    public Uni<Response> next(String path, NewCookie... cookies) {
        // as a header of our own it stays relative: behind a proxy we do not know our own scheme
        return Uni.createFrom()
                .item(Response.status(303)
                        .header("Location", path)
                        .cookie(cookies)
                        .build());
    }

    NewCookie mine(String value) {
        return cookie(MINE, value, Proofs.REPORTED);
    }

    NewCookie got(String value) {
        return cookie(GOT, value, Duration.ofDays(1));
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
