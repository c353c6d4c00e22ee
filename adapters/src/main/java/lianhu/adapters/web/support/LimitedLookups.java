package lianhu.adapters.web.support;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Supplier;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;

/** Personal links are secrets that could be guessed: an address that tries too many waits, and is told how long (429). */
@Singleton
public class LimitedLookups {
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final HtmlResponses htmlResponses;
    private final Hotline line;

    public LimitedLookups(
            FormRateLimiter formRateLimiter, RequestAddress requestAddress, HtmlResponses htmlResponses, Hotline line) {
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.htmlResponses = htmlResponses;
        this.line = line;
    }

    /** @param lookup is asked only when the address may look up */
    public Uni<Response> of(HttpServerRequest request, Supplier<Uni<Response>> lookup) {
        return Uni.createFrom().deferred(() -> {
            Duration delay = formRateLimiter.acquireLookup(requestAddress.of(request));
            return delay.isPositive()
                    ? htmlResponses.tooMany(delay, PageTemplates.slow(FormRateLimiter.waitingTime(delay), line))
                    : lookup.get();
        });
    }
}
