package lianhu.adapters.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as PostgreSQL keeps them, so that what is read equals what was written. */
final class Micros {
    static Instant of(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    static OffsetDateTime stored(Instant at) {
        return of(at).atOffset(ZoneOffset.UTC);
    }

    private Micros() {}
}
