package lianhu.core.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.MessageSource;

/**
 * One event of a ticket. Events are never changed or removed; replayed in order they give the row.
 *
 * @param seq 1, 2, 3, … within the ticket
 * @param words a reason, a result, an addition; stored encrypted and apart; empty for none
 * @param source of the message that caused it; the same message causes it once
 */
public record TicketEvent(
        int seq,
        Instant at,
        Actor by,
        Change change,
        String words,
        List<AttachmentId> attachments,
        Optional<MessageSource> source) {}
