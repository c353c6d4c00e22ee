package lianhu.core.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One call as a person reads it.
 *
 * @param caller number of the caller, empty when withheld, unreadable or deleted
 * @param endedAt empty while it lasts
 * @param outcome empty while it lasts
 * @param isCarriedOn false for an open call whose gateway does not run: what became of it is not known
 * @param receipt number of its report, or of the report that calling back led to; empty when there is none
 * @param callbackAttempts how often somebody tried to call back
 * @param callback set when the task to call back is settled
 * @param hasCalledAgain the task is settled because the caller got through by a later call
 * @param agent name of the agent who talked, or is called; empty when none
 * @param answeredAt when an agent answered; empty when none did
 * @param talk set when a talk led to no report, and an agent said why
 * @param language tag of the language that the caller asked for; empty for that of the county
 * @param listenings team leads who heard it, in their order
 */
public record LoggedCall(
        String id,
        String caller,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<CallOutcome> outcome,
        boolean isCarriedOn,
        String receipt,
        int callbackAttempts,
        Optional<CallbackOutcome> callback,
        boolean hasCalledAgain,
        String agent,
        Optional<Instant> answeredAt,
        Optional<TalkResult> talk,
        String language,
        List<CallListening> listenings) {
    /** Nobody has to do anything with it any more, and there is no report. */
    public boolean isSettled() {
        return callback.isPresent() || talk.isPresent();
    }

    /** Without the number. */
    @Override
    public String toString() {
        return id + " " + outcome.map(Enum::name).orElse("open");
    }
}
