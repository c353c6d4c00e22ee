package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.report.ReceiptNo;

/** The calls as people at the desk see them. */
public interface CallLog {
    /** A caller who is not reached so often is not tried again. */
    int MAX_CALLBACK_ATTEMPTS = 3;

    /** Pick-up time of GB/T 33358-2016. */
    Duration PICK_UP = Duration.ofSeconds(15);

    /** A talk that nobody files within this time becomes a report with its recording. */
    Duration TIME_TO_FILE = Duration.ofHours(24);

    /**
     * Who waits to be called back.
     *
     * @param oldest the call that waits longest
     * @param calls how many calls of this number wait, with the oldest; 1 for a number that is withheld
     */
    record WaitingCaller(LoggedCall oldest, int calls) {}

    /** The newest calls first, open ones among them. */
    Uni<List<LoggedCall>> recent(int limit);

    /**
     * Who waits to be called back, the longest waiting first: one entry for a number. A caller who talks with an agent or leaves a
     * message by a later call waits no longer.
     */
    Uni<List<WaitingCaller>> callbacks(int limit);

    /** Ended talks that nobody has filed or settled, the oldest first. */
    Uni<List<LoggedCall>> unfiledTalks(int limit);

    Uni<CallTotals> count(Instant from);

    /** Those whose time limit lies in this time, {@code to} not included; settled or not. */
    Uni<List<CallbackTask>> callbackTasks(Instant from, Instant to);

    /** Who waits for an agent now. */
    Uni<CallQueue> queue();

    /** How many earlier calls came from the number of this call; 0 when it is withheld. */
    Uni<Integer> countEarlier(String call);

    Uni<Optional<LoggedCall>> find(String call);

    /** The calls of a number, however an exchange wrote it, the newest first. */
    Uni<List<LoggedCall>> findByNumber(String number, int limit);

    /**
     * Remembers who saw the number of a caller last. False when there is no number to see.
     *
     * @param by login of the person
     */
    Uni<Boolean> recordNumberShown(String call, String by, Instant at);

    /**
     * Records an attempt to call back, which counts for all calls of the number that wait. False when the call waits for none,
     * for instance because a colleague has settled it meanwhile.
     *
     * @param by login of the person who called
     */
    Uni<Boolean> recordCallback(String call, CallbackOutcome result, String by, Instant at);

    /**
     * Records that a talk led to no report. False when there is no such talk, or it is filed or settled already.
     *
     * @param by login of the agent
     */
    Uni<Boolean> recordTalk(String call, TalkResult result, String by, Instant at);

    /**
     * Records the report that a talk, also one that goes on, or calling back led to. False as above.
     *
     * @param receipt of the report: when its persons are erased, so is the number of the call
     */
    Uni<Boolean> recordReport(String call, ReceiptNo receipt, String by, Instant at);

    /**
     * Records a call that the dialplan took. One that no instance has begun becomes an ended call: with a report, to be called back,
     * or empty. One that ended without words, or as a talk without a report, gets this report. Nothing happens to a call that goes
     * on, has a report, or that somebody has settled.
     *
     * @param caller number of the caller, empty when withheld
     * @param at when the call came
     * @param receipt of the report of what the caller said; empty when the caller said nothing
     */
    Uni<Void> recordUnattended(String call, String caller, Instant at, Optional<ReceiptNo> receipt);
}
