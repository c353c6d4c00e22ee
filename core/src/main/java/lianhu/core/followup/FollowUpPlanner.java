package lianhu.core.followup;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.DialableNumbers;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundCallStore.Uncalled;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.outbound.PlannedCall;
import lianhu.core.sms.ReporterPhones;

/**
 * Makes one call of each report by telephone or at the counter whose matter is said to be solved, and whose reporter has not
 * answered in two days. A report from another channel is asked about there. What is not open to all is not asked about: another
 * person may pick up.
 */
@ApplicationScoped
public final class FollowUpPlanner {
    private static final Duration TIME_TO_ANSWER = Duration.ofHours(48);
    private static final int BATCH_SIZE = 50;

    private final OutboundCallStore store;
    private final ReporterPhones phones;
    private final InstantSource clock;

    public FollowUpPlanner(OutboundCallStore store, ReporterPhones phones, InstantSource clock) {
        this.store = store;
        this.phones = phones;
        this.clock = clock;
    }

    /** The reporters whom nobody asks yet. */
    public Uni<List<Uncalled>> findUnasked() {
        return store.findUnasked(BATCH_SIZE, clock.instant().minus(TIME_TO_ANSWER));
    }

    /** Stores a call to one of them, or why there can be none. */
    public Uni<Void> plan(Uncalled unasked, DialableNumbers dialable) {
        if (!(unasked.recipient() instanceof Recipient.Reporter(var receipt))) {
            throw new IllegalArgumentException("no reporter");
        }
        return phones.number(receipt).chain(number -> store.plan(planned(unasked, number, dialable), clock.instant()));
    }

    private static PlannedCall planned(Uncalled unasked, Optional<String> number, DialableNumbers dialable) {
        Optional<String> digits = number.flatMap(dialable::parse);
        Optional<OutboundResult> refusal = digits.isPresent()
                ? Optional.empty()
                : Optional.of(number.isEmpty() ? OutboundResult.NO_NUMBER : OutboundResult.NOT_ALLOWED);
        return new PlannedCall(unasked.matter(), unasked.recipient(), "", digits.orElse(""), refusal);
    }
}
