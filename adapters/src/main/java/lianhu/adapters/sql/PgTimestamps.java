package lianhu.adapters.sql;

import io.vertx.pgclient.data.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Times and lengths as PostgreSQL takes them. Times are truncated to its microseconds, so that a value read equals the value
 * written.
 */
public final class PgTimestamps {
    public static Instant truncate(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    public static OffsetDateTime toOffsetDateTime(Instant at) {
        return truncate(at).atOffset(ZoneOffset.UTC);
    }

    public static Interval toInterval(Duration length) {
        return Interval.of(0, 0, 0, 0, 0, (int) length.toSeconds(), length.toNanosPart() / 1000);
    }

    private PgTimestamps() {}
}
