package lianhu.adapters.web.support;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The address people use, when a proxy stands in front of the gateway. Normal-scoped, because filters are created before the
 * settings of a start are known.
 */
@ApplicationScoped
class ExternalUrl {
    private final Optional<String> value;

    ExternalUrl(@ConfigProperty(name = "lianhu.public-url") Optional<String> value) {
        this.value = value;
    }

    Optional<String> value() {
        return value;
    }
}
