package lianhu.adapters.query;

import java.time.Instant;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.query.TicketQueries.Order;
import lianhu.core.query.TicketQueries.Query;
import lianhu.core.query.Viewer;
import lianhu.core.report.MessageSource;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;

/**
 * A query as SQL conditions.
 *
 * @param titleWords the text to find in decrypted titles; empty when the conditions are enough
 * @param isOpenOnly whether the conditions exclude all tickets that are over
 */
record TicketSearch(SqlConditions conditions, String titleWords, Order order, boolean isOpenOnly) {
    /** The ticket that a receipt's ticket was merged into, after all merges. */
    static final String SURVIVOR = """
            t.no = (WITH RECURSIVE way (no, into_no) AS (
              SELECT k.no, k.merged_into FROM report r JOIN ticket k ON k.no = r.ticket_no WHERE r.receipt_no = %s
              UNION
              SELECT k.no, k.merged_into FROM way w JOIN ticket k ON k.no = w.into_no
            ) SELECT no FROM way WHERE into_no IS NULL)""";

    static TicketSearch build(Query query, Viewer viewer, FieldEncryption fieldEncryption, Instant now) {
        SqlConditions sqlConditions = new SqlConditions();
        VisibilityFilter.apply(sqlConditions, viewer);
        query.receipt().ifPresent(receipt -> receipt(sqlConditions, receipt));
        query.source().ifPresent(source -> source(sqlConditions, source));
        query.area().ifPresent(area -> sqlConditions.and(VisibilityFilter.inSubtree(sqlConditions, area)));
        query.queue().ifPresent(queueFilter -> QueueConditions.apply(sqlConditions, queueFilter, now));
        boolean hasOpenStates =
                !query.states().isEmpty() && query.states().stream().noneMatch(State::isOver);
        if (!query.states().isEmpty()) {
            sqlConditions.and("t.state = ANY("
                    + sqlConditions.bind(
                            query.states().stream().map(State::name).toArray(String[]::new)) + "::text[])");
            if (hasOpenStates) {
                sqlConditions.and("t.is_open"); // redundant, but makes the planner use the index of open tickets
            }
        }
        query.owner().ifPresent(lead -> sqlConditions.and("t.owner_id = " + sqlConditions.bind(lead)));
        return new TicketSearch(
                sqlConditions,
                text(sqlConditions, query.text().strip(), fieldEncryption),
                query.order(),
                hasOpenStates || query.queue().isPresent());
    }

    static void receipt(SqlConditions sqlConditions, ReceiptNo receipt) {
        sqlConditions.and(SURVIVOR.formatted(sqlConditions.bind(receipt.digits())));
    }

    private static void source(SqlConditions sqlConditions, String text) {
        Optional<MessageSource> messageSource = MessageSourceCodec.parse(text);
        sqlConditions.and(
                messageSource.isEmpty()
                        ? "false"
                        : "EXISTS (SELECT FROM report r WHERE r.ticket_no = t.no AND r.source_account = "
                                + sqlConditions.bind(messageSource.get().sourceAccount()) + " AND r.source_id = "
                                + sqlConditions.bind(messageSource.get().id()) + ")");
    }

    private static String text(SqlConditions sqlConditions, String text, FieldEncryption fieldEncryption) {
        if (text.isEmpty()) {
            return "";
        }
        Optional<ReceiptNo> receipt = ReceiptNo.parse(text);
        Optional<TicketNo> ticket = TicketNo.parse(text);
        if (receipt.isPresent()) {
            receipt(sqlConditions, receipt.get());
            return "";
        }
        if (ticket.isPresent()) {
            sqlConditions.and("t.no = " + sqlConditions.bind(ticket.get().value()));
            return "";
        }
        // Titles of sealed tickets have no n-grams in the index and are never searched, not even by their owner.
        sqlConditions.and("t.confidentiality <> 'SEALED'");
        Integer[] grams = fieldEncryption.ngramHashes(text);
        if (grams.length > 0) {
            // The two branches cover all tickets: open tickets are scanned, the titles of the others are indexed.
            String matches = "t.title_ngrams @> " + sqlConditions.bind(grams) + "::int[]";
            sqlConditions.and("t.is_open AND " + matches + " OR NOT t.is_open AND " + matches);
        }
        return text;
    }
}
