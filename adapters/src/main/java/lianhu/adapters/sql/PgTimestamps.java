package lianhu.adapters.sql;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Truncates times to PostgreSQL's microseconds, so that a value read equals the value written. */
public final class PgTimestamps {
    public static Instant truncate(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    public static OffsetDateTime toOffsetDateTime(Instant at) {
        return truncate(at).atOffset(ZoneOffset.UTC);
    }

    private PgTimestamps() {}
}
