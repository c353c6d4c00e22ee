package lianhu.adapters.query;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.IntStream;
import lianhu.core.query.TicketQueries.Order;

/**
 * The time in which one query looks for titles. The index of titles has the month of a ticket beside its n-grams, so that a
 * word which each eighth ticket has is found in the latest months without reading the rows of years. PostgreSQL cannot do so with an
 * index of times: it takes n-grams that always come together for rare ones. A month has 30 days here.
 *
 * @param first number of the earliest month since 1970; empty for no beginning
 * @param last of the latest month; empty for no end
 */
record TitlePeriod(Optional<Integer> first, Optional<Integer> last) {
    private static final long MONTH = Duration.ofDays(30).toSeconds();

    /** The month that began, the one before, and the next for a clock that is ahead. */
    private static final int LATEST = 3;

    /** All that is earlier is one period. */
    private static final int LONGEST = 24;

    /** As in the index {@code ticket_closed_title}; a month that is the hash of an n-gram by chance finds one ticket too many. */
    private static final String NGRAMS_AND_MONTH =
            "(t.title_ngrams || floor(extract(epoch FROM t.received_at AT TIME ZONE 'UTC') / 2592000)::int)";

    /** Where a search begins; everything where the latest tickets do not come first. */
    static TitlePeriod latest(TicketSearch ticketSearch) {
        if (ticketSearch.order() != Order.NEWEST) {
            return new TitlePeriod(Optional.empty(), Optional.empty());
        }
        int last = Math.toIntExact(Math.floorDiv(ticketSearch.at().getEpochSecond(), MONTH)) + 1;
        return new TitlePeriod(Optional.of(last - LATEST + 1), Optional.of(last));
    }

    /**
     * Twice as long as this one, before it.
     *
     * @param isRare little was found: what years have is read at once
     */
    Optional<TitlePeriod> next(boolean isRare) {
        return first.map(from -> {
            int months = last.orElseThrow() - from + 1;
            return new TitlePeriod(
                    isRare || months >= LONGEST ? Optional.empty() : Optional.of(from - 2 * months),
                    Optional.of(from - 1));
        });
    }

    void addTo(SqlConditions sqlConditions) {
        first.ifPresent(month -> sqlConditions.and("t.received_at >= " + begin(sqlConditions, month)));
        last.ifPresent(month -> sqlConditions.and("t.received_at < " + begin(sqlConditions, month + 1)));
    }

    private static String begin(SqlConditions sqlConditions, int month) {
        return sqlConditions.bind(Instant.ofEpochSecond(month * MONTH).atOffset(ZoneOffset.UTC)) + "::timestamptz";
    }

    /**
     * The two branches cover all tickets: open tickets are scanned, the titles of the others are indexed.
     *
     * @param grams placeholder of the n-grams
     */
    String titles(SqlConditions sqlConditions, String grams) {
        String months = first.isPresent() && last.isPresent()
                ? " AND " + NGRAMS_AND_MONTH + " && "
                        + sqlConditions.bind(IntStream.rangeClosed(first.get(), last.get())
                                .boxed()
                                .toArray(Integer[]::new))
                        + "::int[]"
                : "";
        return "t.is_open AND t.title_ngrams @> " + grams + "::int[] OR NOT t.is_open AND " + NGRAMS_AND_MONTH + " @> "
                + grams + "::int[]" + months;
    }
}
