package lianhu.core.followup;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import lianhu.core.casework.TicketService;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.report.MessageSource;
import lianhu.core.report.NotFixedText;
import lianhu.core.report.PartlyFixedText;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/** What a key in a follow-up call does: the same as 好了 and 没好 in a message, and a rating. */
@ApplicationScoped
public final class FollowUpAnswers {
    private final TicketService ticketService;
    private final TicketRatings ratings;
    private final InstantSource clock;

    public FollowUpAnswers(TicketService ticketService, TicketRatings ratings, InstantSource clock) {
        this.ticketService = ticketService;
        this.ratings = ratings;
        this.clock = clock;
    }

    /**
     * Completes when the answer to the last question is durable. Fails when it is not, also because the ticket is not opened any
     * more: then nobody may be told that it is.
     *
     * @param keys all that were pressed
     */
    public Uni<Void> store(OutboundCall call, TicketNo ticket, String keys) {
        if (!(call.recipient() instanceof Recipient.Reporter(ReceiptNo receipt))) {
            throw new IllegalArgumentException("no reporter: " + call);
        }
        FollowUpKeys pressed = new FollowUpKeys(keys);
        if (pressed.score().isPresent()) {
            return ratings.rate(ticket, receipt, pressed.score().getAsInt(), clock.instant())
                    .replaceWithVoid();
        }
        return pressed.outcome()
                .map(outcome -> act(call, ticket, receipt, keys, outcome))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> act(
            OutboundCall call, TicketNo ticket, ReceiptNo receipt, String keys, FollowUpKeys.Outcome outcome) {
        boolean isSolved = outcome == FollowUpKeys.Outcome.SOLVED;
        Action action = Action.of(
                        isSolved ? ActionType.CLOSE : ActionType.REOPEN,
                        new Actor(Actor.Type.REPORTER, receipt.digits(), ""))
                .withReceipt(receipt)
                .withWords(words(outcome))
                .withSource(new MessageSource("outbound", Long.toString(call.id()), call.attempt() + "-" + keys));
        return ticketService
                .act(ticket, action)
                .chain(done -> isKept(done, isSolved)
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new IllegalStateException("the answer is not taken: " + call)));
    }

    /** A matter that is over need not be closed again; one that is not opened again must not be said to be. */
    private static boolean isKept(TicketService.Outcome outcome, boolean isSolved) {
        return outcome instanceof TicketService.Outcome.Done
                || isSolved && !(outcome instanceof TicketService.Outcome.VersionConflict);
    }

    private static String words(FollowUpKeys.Outcome outcome) {
        return switch (outcome) {
            case SOLVED -> "";
            case NOT_SOLVED -> NotFixedText.SPELLED_OUT;
            case PARTLY_SOLVED -> PartlyFixedText.SPELLED_OUT;
        };
    }
}
