package lianhu.core.ticket;

import java.time.Instant;

/**
 * 督办: a flag of a ticket with its own clock, beside its state.
 *
 * @param replyDue when the owner must have said how far the matter is
 * @param isAnswered no reply is to come any more: the owner has said so or handed in a result since, or the matter went to
 *     another owner
 */
public record Supervision(Instant replyDue, boolean isAnswered) {
    Supervision answered() {
        return new Supervision(replyDue, true);
    }
}
