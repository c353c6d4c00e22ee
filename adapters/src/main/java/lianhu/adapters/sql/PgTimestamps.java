package lianhu.adapters.sql;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as PostgreSQL keeps them, so that what is read equals what was written. */
public final class PgTimestamps {
    public static Instant truncate(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    public static OffsetDateTime toOffsetDateTime(Instant at) {
        return truncate(at).atOffset(ZoneOffset.UTC);
    }

    private PgTimestamps() {}
}
