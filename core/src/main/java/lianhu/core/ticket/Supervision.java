package lianhu.core.ticket;

import java.time.Instant;

/**
 * 督办: a flag of a ticket with its own clock, beside its state.
 *
 * @param replyDue when the owner must have said how far the matter is
 * @param isAnswered the owner has said so since
 */
public record Supervision(Instant replyDue, boolean isAnswered) {}
