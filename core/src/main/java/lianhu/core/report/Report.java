package lianhu.core.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/**
 * One thing a person told us, as it came through a door.
 *
 * @param conversation where the same people go on talking; order holds within it
 * @param reporter whose matter it is
 * @param relayer who passed it on, when that is somebody else
 * @param occurredAt when it was said; a late arrival keeps it
 */
public record Report(
        Source source,
        Channel channel,
        String conversation,
        AreaCode area,
        Speaker reporter,
        Optional<Speaker> relayer,
        String words,
        List<PhotoId> photos,
        Instant occurredAt,
        Instant receivedAt) {

    /** Instants keep the database's microseconds, so that a receipt read back equals the receipt given. */
    public Report {
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Whoever talks to us: the relayer if there is one. */
    public Speaker speaker() {
        return relayer.orElse(reporter);
    }
}
