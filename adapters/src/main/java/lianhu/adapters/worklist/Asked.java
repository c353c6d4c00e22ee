package lianhu.adapters.worklist;

import java.util.Optional;
import lianhu.adapters.vault.Vault;
import lianhu.core.query.TicketQueries.Query;
import lianhu.core.query.Viewer;
import lianhu.core.report.MessageSource;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;

/**
 * A query as conditions.
 *
 * @param words to be found in the titles, which only the gateway can read; empty when the conditions say it all
 */
record Asked(Where where, String words) {
    /** The ticket that a receipt's ticket went into, after all merges. */
    static final String SURVIVOR = """
            t.no = (WITH RECURSIVE way (no, into_no) AS (
              SELECT k.no, k.merged_into FROM report r JOIN ticket k ON k.no = r.ticket_no WHERE r.receipt_no = %s
              UNION
              SELECT k.no, k.merged_into FROM way w JOIN ticket k ON k.no = w.into_no
            ) SELECT no FROM way WHERE into_no IS NULL)""";

    static Asked of(Query query, Viewer viewer, Vault vault) {
        Where where = new Where();
        Sight.narrow(where, viewer);
        query.receipt().ifPresent(receipt -> receipt(where, receipt));
        query.source().ifPresent(source -> source(where, source));
        query.area().ifPresent(area -> where.and(Sight.below(where, area)));
        if (!query.states().isEmpty()) {
            where.and("t.state = ANY("
                    + where.put(query.states().stream().map(State::name).toArray(String[]::new)) + "::text[])");
        }
        query.owner().ifPresent(lead -> where.and("t.lead_id = " + where.put(lead)));
        return new Asked(where, text(where, query.text().strip(), vault));
    }

    static void receipt(Where where, ReceiptNo receipt) {
        where.and(SURVIVOR.formatted(where.put(receipt.digits())));
    }

    private static void source(Where where, String text) {
        Optional<MessageSource> messageSource = Sources.parse(text);
        where.and(
                messageSource.isEmpty()
                        ? "false"
                        : "EXISTS (SELECT FROM report r WHERE r.ticket_no = t.no AND r.door = "
                                + where.put(messageSource.get().sourceAccount()) + " AND r.source_id = "
                                + where.put(messageSource.get().id()) + ")");
    }

    private static String text(Where where, String text, Vault vault) {
        if (text.isEmpty()) {
            return "";
        }
        Optional<ReceiptNo> receipt = ReceiptNo.parse(text);
        Optional<TicketNo> ticket = TicketNo.parse(text);
        if (receipt.isPresent()) {
            receipt(where, receipt.get());
            return "";
        }
        if (ticket.isPresent()) {
            where.and("t.no = " + where.put(ticket.get().value()));
            return "";
        }
        // Titles of sealed tickets have no pieces in the index and are never searched, not even by their circle.
        where.and("t.discretion <> 'SEALED'");
        Integer[] grams = vault.grams(text);
        if (grams.length > 0) {
            where.and("t.grams @> " + where.put(grams) + "::int[]");
        }
        return text;
    }
}
