package lianhu.app.telephony;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.followup.FollowUpAnswers;
import lianhu.core.followup.FollowUpRedialPolicy;
import lianhu.core.followup.FollowUpTimes;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.CallbackCalls;
import lianhu.core.outbound.OutboundAcknowledgement;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.outbound.RedialPolicy;
import lianhu.core.outbound.ReporterCalls;

/** What the casework makes of an outbound call, by its matter. */
@ApplicationScoped
public final class OutboundCasework {
    private final OutboundAcknowledgement acknowledgement;
    private final FollowUpAnswers followUpAnswers;
    private final ReporterCalls reporterCalls;
    private final CallbackCalls callbackCalls;
    private final FollowUpTimes followUpTimes;
    private final FollowUpRedialPolicy followUpRedial;
    private final TelephonySettings settings;

    OutboundCasework(
            OutboundAcknowledgement acknowledgement,
            FollowUpAnswers followUpAnswers,
            ReporterCalls reporterCalls,
            CallbackCalls callbackCalls,
            DeadlinePolicy deadlinePolicy,
            TelephonySettings settings) {
        this.acknowledgement = acknowledgement;
        this.followUpAnswers = followUpAnswers;
        this.reporterCalls = reporterCalls;
        this.callbackCalls = callbackCalls;
        this.followUpTimes = new FollowUpTimes(deadlinePolicy.calendar().holidays());
        this.followUpRedial = new FollowUpRedialPolicy(followUpTimes);
        this.settings = settings;
    }

    /** Whether reporters are called at all. */
    public boolean isAsking() {
        return settings.followUpCalls();
    }

    boolean mayFollowUp(Instant now) {
        return isAsking() && followUpTimes.includes(now);
    }

    /** @param keys that were pressed so far; the last one is not stored yet */
    public Uni<Void> store(OutboundCall call, String keys) {
        return call.matter() instanceof CallMatter.OfFollowUp(var ticket)
                ? followUpAnswers.store(call, ticket, keys)
                : acknowledgement.acknowledge(call);
    }

    /** With whom the called person wants to talk. */
    Uni<Optional<String>> reporterNumber(OutboundCall call) {
        return call.matter() instanceof CallMatter.OfCallback
                ? Uni.createFrom().item(() -> callbackCalls.callerNumber(call))
                : reporterCalls.reporterNumber(call);
    }

    Optional<Instant> next(OutboundCall call, OutboundResult result, Instant now) {
        return switch (call.matter()) {
            case CallMatter.OfFollowUp followUp -> followUpRedial.next(result, call.attemptsOnPerson(), now);
            case CallMatter.OfReporterCall reporterCall -> Optional.empty();
            case CallMatter.OfCallback callback -> Optional.empty();
            case CallMatter.OfBroadcast broadcast -> emergency(call, result, now);
            case CallMatter.OfTicket ticket -> emergency(call, result, now);
        };
    }

    private static Optional<Instant> emergency(OutboundCall call, OutboundResult result, Instant now) {
        return RedialPolicy.pauseAfter(result, call.attemptsOnPerson()).map(now::plus);
    }
}
