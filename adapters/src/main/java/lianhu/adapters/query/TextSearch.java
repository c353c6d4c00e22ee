package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PreparedStatementPools;
import lianhu.core.area.AreaCode;
import lianhu.core.query.TicketQueries.Page;

/**
 * Searches in encrypted text. Titles are found through an index of n-grams without their positions, so each found title is
 * decrypted and compared, the latest first. The words of reports have no index: those of the first tickets of the list are decrypted,
 * up to a bound, which the answer names. A search ends when it has found as many tickets as anybody reads.
 */
final class TextSearch {
    /** The most tickets whose words one search decrypts; a group's message is mostly short enough to be its title. */
    private static final int MAX_WORDS = 2_000;

    /** The most titles that one search decrypts. */
    private static final int MAX_TITLES = 10_000;

    /** Tickets whose words are in memory at the same time. */
    private static final int CHUNK = 250;

    /** Nearly every search finds enough in the first chunk of titles: PostgreSQL sorts all that match for each. */
    private static final int TITLES_CHUNK = 1_000;

    /** Fewer found so far: the word is rare, and all earlier titles are read at once. One of another season may find many then. */
    private static final int RARE = 50;

    private static final String SELECT = PreparedStatementPools.PLANNED_EACH_TIME + "SELECT ";
    private static final String COLUMNS =
            SELECT + "t.no, t.received_at, t.due, t.queue_order, t.title, t.owner_name, t.area, ";
    private static final String TITLE_ONLY = COLUMNS + "ARRAY[]::bytea[] AS texts FROM ticket t";
    private static final String WITH_WORDS = COLUMNS + "ARRAY(SELECT w.ciphertext FROM report r"
            + " JOIN report_text w ON w.receipt_no = r.receipt_no WHERE r.ticket_no = t.no) AS texts FROM ticket t";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;
    private final Bounds bounds;

    TextSearch(Pool pool, FieldEncryption fieldEncryption, ColumnEncryption columnEncryption) {
        this(
                pool,
                fieldEncryption,
                columnEncryption,
                new Bounds(MAX_WORDS, MAX_TITLES, Page.MAX_FOUND, CHUNK, TITLES_CHUNK));
    }

    TextSearch(Pool pool, FieldEncryption fieldEncryption, ColumnEncryption columnEncryption, Bounds bounds) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = columnEncryption;
        this.bounds = bounds;
    }

    /**
     * What one search reads at most.
     *
     * @param words tickets whose words it decrypts
     * @param titles tickets whose titles it decrypts beyond those
     * @param found tickets after which it ends
     * @param chunk tickets whose words are in memory at the same time
     * @param titlesChunk tickets whose titles are
     */
    record Bounds(int words, int titles, int found, int chunk, int titlesChunk) {}

    /** A ticket that contains the text. */
    record Match(String no, PageCursor position) {}

    /**
     * @param matches in the order of the list
     * @param searched of how many tickets, the first in the order of the list, everything was read; 0 for all
     * @param isCut whether there are more
     */
    record Matches(List<Match> matches, long searched, boolean isCut) {}

    /**
     * How far a list was read.
     *
     * @param end the last ticket that was read; empty at the end of the list
     * @param isCut there may be more behind it
     */
    private record Progress(List<Match> found, int tickets, Optional<PageCursor> end, boolean isCut) {
        static Progress from(List<Match> found) {
            return new Progress(found, 0, Optional.empty(), false);
        }

        Progress then(List<Match> more, int read, Optional<PageCursor> end) {
            return new Progress(
                    Stream.concat(found.stream(), more.stream()).toList(), tickets + read, end, end.isPresent());
        }

        Progress cut() {
            return new Progress(found, tickets, end, true);
        }
    }

    Uni<Matches> find(TicketSearch ticketSearch) {
        Progress start = Progress.from(List.of());
        return ticketSearch.isFullText()
                ? read(WITH_WORDS, ticketSearch.conditions(), ticketSearch, bounds.words(), start)
                        .chain(words -> words.end().isEmpty() || isEnough(words)
                                ? Uni.createFrom().item(matches(words, 0))
                                : findBeyond(ticketSearch, words))
                : readTitles(ticketSearch, ticketSearch.conditions(), TitlePeriod.latest(ticketSearch), start)
                        .map(titles -> matches(titles, 0));
    }

    /** Of the tickets whose words were not read the titles and places, which have indexes. */
    private Uni<Matches> findBeyond(TicketSearch ticketSearch, Progress words) {
        SqlConditions beyond = ticketSearch.conditions().copy();
        words.end().ifPresent(at -> at.addTo(beyond));
        return readTitles(ticketSearch, beyond, TitlePeriod.latest(ticketSearch), Progress.from(words.found()))
                .map(titles -> matches(titles, words.tickets()));
    }

    /** Period after period, until there is enough: what a common word finds in years is never read. */
    private Uni<Progress> readTitles(
            TicketSearch ticketSearch, SqlConditions sqlConditions, TitlePeriod titlePeriod, Progress before) {
        SqlConditions titles = sqlConditions.copy();
        ticketSearch.addTitles(titles, titlePeriod, fieldEncryption);
        return read(TITLE_ONLY, titles, ticketSearch, bounds.titles(), before).chain(now -> {
            Optional<TitlePeriod> next = titlePeriod.next(now.found().size() < RARE);
            if (next.isEmpty() || now.end().isPresent()) {
                return Uni.createFrom().item(now);
            }
            return isEnough(now) || now.tickets() == bounds.titles()
                    ? Uni.createFrom().item(now.cut())
                    : readTitles(ticketSearch, sqlConditions, next.get(), now);
        });
    }

    /**
     * Reads one chunk after the other: a thousand reports of the greatest length would not fit into the heap.
     *
     * @param most tickets to read
     */
    private Uni<Progress> read(
            String select, SqlConditions sqlConditions, TicketSearch ticketSearch, int most, Progress before) {
        SqlConditions from = sqlConditions.copy();
        before.end().ifPresent(at -> at.addTo(from));
        int chunk = select.equals(WITH_WORDS) ? bounds.chunk() : bounds.titlesChunk();
        int size = Math.min(chunk, most - before.tickets());
        return query(select, from, ticketSearch, size + 1).chain(rows -> {
            boolean isLast = rows.size() <= size;
            Progress now = before.then(
                    matches(rows, ticketSearch, size),
                    isLast ? rows.size() : size,
                    isLast ? Optional.empty() : Optional.of(PageCursor.of(ticketSearch.order(), rows.get(size - 1))));
            return isLast || now.tickets() == most || isEnough(now)
                    ? Uni.createFrom().item(now)
                    : read(select, sqlConditions, ticketSearch, most, now);
        });
    }

    private boolean isEnough(Progress progress) {
        return progress.found().size() >= bounds.found();
    }

    private Matches matches(Progress progress, int searched) {
        List<Match> found = progress.found();
        boolean isCut = progress.isCut() || found.size() > bounds.found();
        return new Matches(found.subList(0, Math.min(found.size(), bounds.found())), searched, isCut);
    }

    /** On a worker: decrypting a thousand texts takes ten milliseconds. */
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
