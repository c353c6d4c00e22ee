package lianhu.app.boot;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The address under which residents reach the pages, without a slash at its end. */
@Singleton
public final class PublicUrl {
    private final String value;

    PublicUrl(AppSettings settings, @ConfigProperty(name = "quarkus.http.port") int port) {
        String url = settings.publicUrl().orElse("http://127.0.0.1:" + port);
        value = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    public String value() {
        return value;
    }
}
