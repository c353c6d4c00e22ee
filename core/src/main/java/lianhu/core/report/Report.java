package lianhu.core.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.classification.Classification;

/**
 * One thing a person told us, as it came through a door.
 *
 * @param conversation where the same people go on talking; order holds within it
 * @param reporter whose matter it is
 * @param relayer who passed it on, when that is somebody else
 * @param occurredAt when it was said; a late arrival keeps it
 * @param finding the classification of {@code words}, when the channel needed it before the intake does; a text is
 *     classified once
 */
public record Report(
        MessageSource source,
        Channel channel,
        String conversation,
        AreaCode area,
        PersonDetails reporter,
        Optional<PersonDetails> relayer,
        String words,
        List<AttachmentId> attachments,
        Instant occurredAt,
        Instant receivedAt,
        Optional<Classification> classification) {

    /** Instants keep the database's microseconds, so that a receipt read back equals the receipt given. */
    public Report {
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** A report whose words nobody has classified yet. */
    public Report(
            MessageSource messageSource,
            Channel channel,
            String conversation,
            AreaCode area,
            PersonDetails reporter,
            Optional<PersonDetails> relayer,
            String words,
            List<AttachmentId> photos,
            Instant occurredAt,
            Instant receivedAt) {
        this(
                messageSource,
                channel,
                conversation,
                area,
                reporter,
                relayer,
                words,
                photos,
                occurredAt,
                receivedAt,
                Optional.empty());
    }

    /** The same report about another area. */
    public Report inArea(AreaCode other) {
        return area.equals(other)
                ? this
                : new Report(
                        source,
                        channel,
                        conversation,
                        other,
                        reporter,
                        relayer,
                        words,
                        attachments,
                        occurredAt,
                        receivedAt,
                        classification);
    }

    /** The same report, with the classification of its words. */
    public Report withClassification(Optional<Classification> known) {
        return new Report(
                source,
                channel,
                conversation,
                area,
                reporter,
                relayer,
                words,
                attachments,
                occurredAt,
                receivedAt,
                known);
    }

    /** Whoever talks to us: the relayer if there is one. */
    public PersonDetails submitter() {
        return relayer.orElse(reporter);
    }
}
