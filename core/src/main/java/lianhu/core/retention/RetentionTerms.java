package lianhu.core.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.ticket.ContentKind;

/**
 * How many days the content of a ticket is kept after the ticket ended. Words name the attachments and are of no use for
 * contacting a person who is gone, so neither attachments nor persons are kept longer than words.
 *
 * @param days of a ticket that is not sealed; a kind without an entry is never erased
 * @param sealedDays of everything in a sealed ticket; empty for never
 * @param conversationDays of what is kept about conversations beside tickets, from its last use
 */
public record RetentionTerms(Map<ContentKind, Integer> days, OptionalInt sealedDays, int conversationDays) {
    /** Five years: the longest time in which an administrative act can be sued over (《行政诉讼法》第四十六条第二款). */
    public static final int DEFAULT_WORDS = 1826;

    /** One year: the desk may reopen a ticket and call the reporter back until the yearly review of last year's tickets. */
    public static final int DEFAULT_PERSONS = 365;

    /** Six months: the ordinary time to sue (《行政诉讼法》第四十六条第一款). Photos show faces, plates and homes. */
    public static final int DEFAULT_ATTACHMENTS = 183;

    /** One year: the circle keeps a file of the case elsewhere, and a leak of this copy would expose the reporter. */
    public static final int DEFAULT_SEALED = 365;

    /** Half a year: who writes again within it is not asked again for the place. */
    public static final int DEFAULT_CONVERSATIONS = 180;

    /**
     * Of a county that set no terms. Reports are records of a public office: how long they must be kept is for the county to
     * say, and erasing cannot be undone. What is kept about conversations is no record.
     */
    public static final RetentionTerms UNDECLARED =
            new RetentionTerms(Map.of(), OptionalInt.empty(), DEFAULT_CONVERSATIONS);

    /** What a ticket may hold less than everything, as long as something is left to erase. */
    private static final List<Set<ContentKind>> PARTLY_ERASED = List.of(
            Set.of(),
            Set.of(ContentKind.PERSONS),
            Set.of(ContentKind.ATTACHMENTS),
            Set.of(ContentKind.PERSONS, ContentKind.ATTACHMENTS));

    public RetentionTerms {
        days = Map.copyOf(days);
    }

    /** Tickets of one confidentiality from which the same was erased: those that ended before the instant are due. */
    public record DueRange(Confidentiality confidentiality, Set<ContentKind> erased, Instant endedBefore) {}

    /** Empty for never. */
    public OptionalInt daysOf(ContentKind kind, boolean isSealed) {
        if (isSealed) {
            return sealedDays;
        }
        Integer term = days.get(kind);
        return term == null ? OptionalInt.empty() : OptionalInt.of(term);
    }

    /** What is past its term and still there. */
    public Set<ContentKind> due(boolean isSealed, Set<ContentKind> erased, Instant endedAt, Instant now) {
        return remaining(erased)
                .filter(kind -> {
                    OptionalInt term = daysOf(kind, isSealed);
                    return term.isPresent() && endedAt.isBefore(now.minus(Duration.ofDays(term.getAsInt())));
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Where tickets with something due are. */
    public List<DueRange> dueRanges(Instant now) {
        return Arrays.stream(Confidentiality.values())
                .flatMap(confidentiality -> PARTLY_ERASED.stream().flatMap(erased -> {
                    OptionalInt shortest = remaining(erased)
                            .map(kind -> daysOf(kind, confidentiality == Confidentiality.SEALED))
                            .flatMapToInt(OptionalInt::stream)
                            .min();
                    return shortest.isEmpty()
                            ? Stream.<DueRange>empty()
                            : Stream.of(new DueRange(
                                    confidentiality, erased, now.minus(Duration.ofDays(shortest.getAsInt()))));
                }))
                .toList();
    }

    private static Stream<ContentKind> remaining(Set<ContentKind> erased) {
        return Arrays.stream(ContentKind.values()).filter(kind -> !erased.contains(kind));
    }
}
