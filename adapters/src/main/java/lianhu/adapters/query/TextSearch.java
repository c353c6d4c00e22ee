package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.area.AreaCode;

/**
 * Searches in encrypted text. Titles are found through an index of n-grams without their positions, so each found title is
 * decrypted and compared. The words of reports have no index: those of the first tickets of the list are decrypted, up to a
 * bound, which the answer names.
 */
final class TextSearch {
    /** The most tickets whose words, and the most whose titles one search decrypts. */
    private static final int MAX_DECRYPTED = 10_000;

    /** Tickets whose words are in memory at the same time. */
    private static final int CHUNK = 200;

    private static final String COLUMNS =
            "SELECT t.no, t.received_at, t.due, t.queue_order, t.title, t.owner_name, t.area, ";
    private static final String TITLE_ONLY = COLUMNS + "ARRAY[]::bytea[] AS texts FROM ticket t";
    private static final String WITH_WORDS = COLUMNS + "ARRAY(SELECT w.ciphertext FROM report r"
            + " JOIN report_text w ON w.receipt_no = r.receipt_no WHERE r.ticket_no = t.no) AS texts FROM ticket t";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;
    private final int maxDecrypted;
    private final int chunk;

    TextSearch(Pool pool, FieldEncryption fieldEncryption, ColumnEncryption columnEncryption) {
        this(pool, fieldEncryption, columnEncryption, MAX_DECRYPTED, CHUNK);
    }

    TextSearch(
            Pool pool,
            FieldEncryption fieldEncryption,
            ColumnEncryption columnEncryption,
            int maxDecrypted,
            int chunk) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = columnEncryption;
        this.maxDecrypted = maxDecrypted;
        this.chunk = chunk;
    }

    /** A ticket that contains the text. */
    record Match(String no, PageCursor position) {}

    /** @param searched of how many tickets, the first in the order of the list, everything was read; 0 for all */
    record Matches(List<Match> matches, long searched) {}

    Uni<Matches> find(TicketSearch ticketSearch) {
        return ticketSearch.isFullText() ? findEverywhere(ticketSearch) : findTitles(ticketSearch);
    }

    private Uni<Matches> findTitles(TicketSearch ticketSearch) {
        SqlConditions sqlConditions = ticketSearch.conditions().copy();
        ticketSearch.titleMatches(sqlConditions, fieldEncryption).ifPresent(sqlConditions::and);
        return query(TITLE_ONLY, sqlConditions, ticketSearch, maxDecrypted + 1)
                .map(rows -> new Matches(
                        matches(rows, ticketSearch, maxDecrypted), rows.size() > maxDecrypted ? maxDecrypted : 0));
    }

    /** Words, owners and places of the first tickets; of the others the titles and places, which have indexes. */
    private Uni<Matches> findEverywhere(TicketSearch ticketSearch) {
        return readWords(ticketSearch, ticketSearch.conditions(), 0, new ArrayList<>());
    }

    /**
     * Reads the words of one chunk after the other: a thousand reports of the greatest length would not fit into the heap.
     *
     * @param from the conditions, with the end of the chunk before
     * @param read how many tickets the chunks before had
     * @param found the matches of those; this adds its own
     */
    private Uni<Matches> readWords(TicketSearch ticketSearch, SqlConditions from, int read, List<Match> found) {
        int size = Math.min(chunk, maxDecrypted - read);
        return query(WITH_WORDS, from, ticketSearch, size + 1).chain(rows -> {
            found.addAll(matches(rows, ticketSearch, size));
            if (rows.size() <= size) {
                return Uni.createFrom().item(new Matches(found, 0));
            }
            SqlConditions beyond = ticketSearch.conditions().copy();
            PageCursor.of(ticketSearch.order(), rows.get(size - 1)).addTo(beyond);
            return read + size < maxDecrypted
                    ? readWords(ticketSearch, beyond, read + size, found)
                    : findBeyond(ticketSearch, beyond, found);
        });
    }

    private Uni<Matches> findBeyond(TicketSearch ticketSearch, SqlConditions beyond, List<Match> found) {
        Optional<String> title = ticketSearch.titleMatches(beyond, fieldEncryption);
        Stream<String> places = ticketSearch.places().stream().map(place -> VisibilityFilter.inSubtree(beyond, place));
        beyond.and(String.join(
                " OR ", Stream.concat(Stream.of(title.orElse("false")), places).toList()));
        return query(TITLE_ONLY, beyond, ticketSearch, maxDecrypted).map(rows -> {
            found.addAll(matches(rows, ticketSearch, maxDecrypted));
            return new Matches(found, maxDecrypted);
        });
    }

    /** On a worker: decrypting ten thousand texts takes a tenth of a second. */
    private Uni<List<Row>> query(String select, SqlConditions sqlConditions, TicketSearch ticketSearch, int limit) {
        return pool.preparedQuery(select + sqlConditions + PageCursor.orderBy(ticketSearch.order()) + " LIMIT " + limit)
                .execute(sqlConditions.tuple())
                .map(rows -> ReportReader.list(rows, row -> row))
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    private List<Match> matches(List<Row> rows, TicketSearch ticketSearch, int limit) {
        return rows.stream()
                .limit(limit)
                .filter(row -> contains(row, ticketSearch))
                .map(row -> new Match(row.getString("no"), PageCursor.of(ticketSearch.order(), row)))
                .toList();
    }

    private boolean contains(Row row, TicketSearch ticketSearch) {
        String words = ticketSearch.words();
        if (columnEncryption.title(row.getBuffer("title").getBytes()).contains(words)) {
            return true;
        }
        return ticketSearch.isFullText()
                && (row.getString("owner_name").contains(words)
                        || ticketSearch.places().stream()
                                .anyMatch(place -> place.contains(new AreaCode(row.getString("area"))))
                        || Arrays.stream(row.get(Buffer[].class, "texts"))
                                .anyMatch(text -> columnEncryption
                                        .text(text.getBytes())
                                        .words()
                                        .contains(words)));
    }
}
