package lianhu.adapters.query;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.area.AreaCode;
import lianhu.core.query.DrillFilter;
import lianhu.core.query.SearchFilter;
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
 * @param words the text to find in decrypted titles and words; empty when the conditions are enough
 * @param isFullText whether the words of reports, the owner's name and the places are searched, too
 * @param isOpenOnly whether the conditions exclude all tickets that are over
 * @param isQueue whether it is a page of the queue, which is not counted
 * @param at when it is asked
 */
record TicketSearch(
        SqlConditions conditions,
        String words,
        boolean isFullText,
        List<AreaCode> places,
        Order order,
        boolean isOpenOnly,
        boolean isQueue,
        Instant at) {
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
        filter(sqlConditions, query.filter());
        if (query.receipt().isEmpty()
                && query.source().isEmpty()
                && !isNumber(query.text().strip())) {
            drills(sqlConditions, query.filter().drills());
        }
        boolean isDesk = viewer.isDesk() || viewer.isAll();
        Optional<String> phone = query.filter().phone().filter(number -> isDesk);
        query.filter()
                .reporterName()
                .ifPresent(name -> sqlConditions.and(
                        isDesk
                                ? ofName(sqlConditions, new ColumnEncryption(fieldEncryption).nameHash(name))
                                : "false"));
        return new TicketSearch(
                sqlConditions,
                text(
                        sqlConditions,
                        query.text().strip(),
                        phone.map(number -> fieldEncryption.keyedHash("tel:" + number))),
                query.filter().isFullText() && isDesk,
                query.filter().places(),
                query.order(),
                hasOpenStates || query.queue().isPresent(),
                query.queue().isPresent(),
                now);
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

    private static void filter(SqlConditions sqlConditions, SearchFilter filter) {
        filter.from()
                .ifPresent(from -> sqlConditions.and(
                        "t.received_at >= " + sqlConditions.bind(from.atOffset(ZoneOffset.UTC)) + "::timestamptz"));
        filter.until()
                .ifPresent(until -> sqlConditions.and(
                        "t.received_at < " + sqlConditions.bind(until.atOffset(ZoneOffset.UTC)) + "::timestamptz"));
        filter.category().ifPresent(category -> sqlConditions.and("t.category = " + sqlConditions.bind(category)));
        filter.channel()
                .ifPresent(channel ->
                        sqlConditions.and("EXISTS (SELECT FROM report r WHERE r.ticket_no = t.no AND r.channel = "
                                + sqlConditions.bind(channel.name()) + ")"));
        if (!filter.ownerName().isEmpty()) {
            sqlConditions.and("position(" + sqlConditions.bind(filter.ownerName()) + "::text IN t.owner_name) > 0");
        }
    }

    private static boolean isNumber(String text) {
        return ReceiptNo.parse(text).isPresent() || TicketNo.parse(text).isPresent();
    }

    private static void drills(SqlConditions sqlConditions, DrillFilter drills) {
        switch (drills) {
            case ALL -> {}
            case WITHOUT_DRILLS -> sqlConditions.and("NOT t.drill");
            case ONLY_DRILLS -> sqlConditions.and("t.drill");
        }
    }

    private static String text(SqlConditions sqlConditions, String text, Optional<byte[]> phone) {
        if (text.isEmpty()) {
            return "";
        }
        Optional<ReceiptNo> receipt = ReceiptNo.parse(text);
        Optional<TicketNo> ticket = TicketNo.parse(text);
        if (receipt.isPresent() || phone.isPresent()) {
            String none = "false";
            sqlConditions.and(receipt.map(no -> SURVIVOR.formatted(sqlConditions.bind(no.digits())))
                            .orElse(none) + " OR "
                    + phone.map(key -> ofPerson(sqlConditions.bind(Buffer.buffer(key))))
                            .orElse(none));
            return "";
        }
        if (ticket.isPresent()) {
            sqlConditions.and("t.no = " + sqlConditions.bind(ticket.get().value()));
            return "";
        }
        // Titles of sealed tickets have no n-grams in the index and are never searched, not even by their owner.
        sqlConditions.and("t.confidentiality <> 'SEALED'");
        return text;
    }

    /** A sealed report has no hash of its name. */
    private static String ofName(SqlConditions sqlConditions, Optional<byte[]> hash) {
        return hash.map(bytes -> "t.confidentiality <> 'SEALED' AND t.no IN (SELECT r.ticket_no FROM report_person p"
                        + " JOIN report r ON r.receipt_no = p.receipt_no WHERE p.name_hash = "
                        + sqlConditions.bind(Buffer.buffer(bytes)) + ")")
                .orElse("false");
    }

    /** Who reported a sealed ticket is no way to find it. */
    private static String ofPerson(String key) {
        return "t.confidentiality <> 'SEALED' AND t.no IN (SELECT ticket_no FROM report WHERE reporter = " + key
                + " UNION ALL SELECT ticket_no FROM report WHERE relayer = " + key + ")";
    }

    /**
     * The tickets of a period whose title may contain the words, and in a full text those of the places. A title of one character
     * has no n-grams and may be any, but in a full text is not searched for.
     */
    void addTitles(SqlConditions into, TitlePeriod titlePeriod, FieldEncryption fieldEncryption) {
        titlePeriod.addTo(into);
        Integer[] grams = fieldEncryption.ngramHashes(words);
        Optional<String> title =
                grams.length == 0 ? Optional.empty() : Optional.of(titlePeriod.titles(into, into.bind(grams)));
        if (isFullText) {
            Stream<String> areas = places.stream().map(place -> VisibilityFilter.inSubtree(into, place));
            into.and(Stream.concat(Stream.of(title.orElse("false")), areas).collect(Collectors.joining(" OR ")));
        } else {
            title.ifPresent(into::and);
        }
    }
}
