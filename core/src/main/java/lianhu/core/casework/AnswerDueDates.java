package lianhu.core.casework;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.DueDate;
import lianhu.core.ticket.Ticket;

/** Counts when a stored ticket is to be answered. Pure. */
final class AnswerDueDates {
    private final Catalogue catalogue;
    private final DeadlinePolicy deadlinePolicy;

    AnswerDueDates(Catalogue catalogue, DeadlinePolicy deadlinePolicy) {
        this.catalogue = catalogue;
        this.deadlinePolicy = deadlinePolicy;
    }

    /** The whole time that a ticket of this kind has, counted from {@code start}. */
    DueDate answerDue(Ticket ticket, Instant start) {
        String key =
                catalogue.category(ticket.category()).map(Category::deadline).orElse("");
        return deadlinePolicy.answerDue(ticket.kind(), key, ticket.urgency(), start);
    }

    /** Half of the time again; never earlier than the date that is promised, where that is still to come. */
    Instant halfAgain(Ticket ticket, Instant now) {
        String key =
                catalogue.category(ticket.category()).map(Category::deadline).orElse("");
        Instant half = deadlinePolicy
                .halfAnswerDue(ticket.kind(), key, ticket.urgency(), now)
                .at();
        return half.isBefore(ticket.due()) ? ticket.due() : half;
    }

    boolean isProvisional(Ticket ticket) {
        return !deadlinePolicy.calendar().holidays().isKnown(DeadlinePolicy.localDate(ticket.due()));
    }

    /** With the holidays of its year; empty when they do not change it. */
    Optional<Instant> recounted(Ticket ticket) {
        return Optional.of(deadlinePolicy.calendar().recount(ticket.due(), ticket.receivedAt()))
                .filter(due -> !due.equals(ticket.due()));
    }
}
