package lianhu.core.outbound;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.notice.Recipient;
import lianhu.core.roster.PostDirectory;

/**
 * Makes a call of each message that calls a post or an office to an emergency. The messages are stored with the step of the
 * escalation or the event of the ticket, so no call is forgotten, and the roster decides the number when the call is planned.
 */
@ApplicationScoped
public final class OutboundCallPlanner {
    private static final int BATCH_SIZE = 200;

    private final OutboundCallStore store;
    private final PostDirectory postDirectory;
    private final RosterNumbers rosterNumbers;
    private final InstantSource clock;

    public OutboundCallPlanner(
            OutboundCallStore store, PostDirectory postDirectory, RosterNumbers rosterNumbers, InstantSource clock) {
        this.store = store;
        this.postDirectory = postDirectory;
        this.rosterNumbers = rosterNumbers;
        this.clock = clock;
    }

    /** The posts and offices that nobody calls yet. */
    public Uni<List<OutboundCallStore.Uncalled>> findUncalled() {
        return store.findUncalled(BATCH_SIZE, clock.instant());
    }

    /** Stores a call to one of them, or why there can be none. */
    public Uni<Void> plan(OutboundCallStore.Uncalled uncalled, DialableNumbers dialable) {
        String number = rosterNumbers.find(uncalled.recipient());
        Optional<String> digits = dialable.parse(number);
        Optional<OutboundResult> refusal = digits.isPresent()
                ? Optional.empty()
                : Optional.of(number.isEmpty() ? OutboundResult.NO_NUMBER : OutboundResult.NOT_ALLOWED);
        return store.plan(
                new PlannedCall(
                        uncalled.matter(),
                        uncalled.recipient(),
                        area(uncalled.recipient()),
                        digits.orElse(""),
                        refusal),
                clock.instant());
    }

    private String area(Recipient recipient) {
        return recipient instanceof Recipient.PostHolder holder
                ? postDirectory
                        .find(holder.post())
                        .map(post -> post.area().value())
                        .orElse("")
                : "";
    }
}
