package lianhu.adapters.api;

import jakarta.enterprise.context.RequestScoped;
import lianhu.core.area.AreaCode;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.Actor;
import org.jspecify.annotations.Nullable;

/** The API key of the current request. */
@RequestScoped
public class ApiPrincipal {
    private @Nullable ApiKey key;
    private String idempotencyKey = "";

    public void authenticate(ApiKey found, String given) {
        key = found;
        idempotencyKey = given;
    }

    MessageSource source() {
        return new MessageSource("api", key().id(), idempotencyKey);
    }

    /** The source of a proxy report. Two keys of one grid do not share idempotency keys. */
    public MessageSource chamberSource(AreaCode grid) {
        return new MessageSource("chamber", grid.value(), key().id() + ":" + idempotencyKey);
    }

    Actor actor() {
        return new Actor(Actor.Type.API, key().id(), key().name());
    }

    private ApiKey key() {
        if (key == null) {
            throw new IllegalStateException("the resource is not annotated with @RequiresApiKey");
        }
        return key;
    }
}
