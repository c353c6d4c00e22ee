package lianhu.core.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.classification.Classification;

/**
 * One report as a channel submits it.
 *
 * @param conversation of the same people; order holds within it
 * @param reporter whose matter it is
 * @param relayer the person who passed it on, if any
 * @param occurredAt when it was said; a late arrival keeps it
 * @param classification of {@code words}, when the channel needed it before the intake; a text is classified once
 * @param isDrill made for an exercise (点验演练)
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
        Optional<Classification> classification,
        boolean isDrill) {
    /**
     * In code points; twenty thousand Chinese characters are some 60 kB. Forms and the API refuse a longer text. Of a
     * longer one from another channel all is stored, and this much is classified.
     */
    public static final int MAX_TEXT_LENGTH = 20_000;

    /** Instants are cut to the database's microseconds, so that a receipt read back equals the one returned. */
    public Report {
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** A report in earnest. */
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
            Instant receivedAt,
            Optional<Classification> classification) {
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
                classification,
                false);
    }

    /** A report in earnest that is not classified yet. */
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
                        classification,
                        isDrill);
    }

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
                known,
                isDrill);
    }

    public Report asDrill() {
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
                classification,
                true);
    }

    /** The person in the conversation: the relayer if there is one. */
    public PersonDetails submitter() {
        return relayer.orElse(reporter);
    }
}
