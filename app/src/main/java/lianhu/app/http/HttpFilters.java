package lianhu.app.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import lianhu.app.boot.AppSettings;
import lianhu.app.boot.PublicUrl;

/** Applies to pages, files and the API alike: HSTS where the public address is HTTPS, and the hosts of a demonstration. */
@ApplicationScoped
class HttpFilters {
    private static final int FIRST = 1_000;
    private static final int MISDIRECTED_REQUEST = 421;
    private static final String ONE_YEAR = "max-age=31536000";

    private final HostCheck hostCheck;
    private final boolean isDemonstration;
    private final boolean isHttps;

    HttpFilters(AppSettings settings, PublicUrl publicUrl) {
        hostCheck = new HostCheck(publicUrl.value());
        isDemonstration = settings.demo();
        isHttps = publicUrl.value().startsWith("https:");
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, FIRST);
    }

    private void filter(RoutingContext context) {
        if (isHttps) {
            context.response().putHeader("Strict-Transport-Security", ONE_YEAR);
        }
        HostAndPort authority = context.request().authority();
        if (isDemonstration && !hostCheck.isAllowed(authority == null ? null : authority.host())) {
            context.response()
                    .setStatusCode(MISDIRECTED_REQUEST)
                    .putHeader("Content-Type", "text/plain;charset=UTF-8")
                    .end("演示只用 localhost、IP 地址或 lianhu.public-url 里的域名打开。");
            return;
        }
        context.next();
    }
}
