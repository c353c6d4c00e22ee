package lianhu.desk.intake;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallLog;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.classification.Classification;
import lianhu.core.classification.TextClassifier;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.Receipt;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.format.StaffMember;
import org.jboss.logging.Logger;

/**
 * Files what was written down on the road of every report, merges it where the person said so, and settles its call. A crash
 * between the steps leaves a report of its own; the same form sent again goes on from there.
 */
@ApplicationScoped
class IntakeFiling {
    private static final Logger LOG = Logger.getLogger(IntakeFiling.class);
    private static final String SOURCE_TYPE = "desk";

    private final ReportSubmission submission;
    private final TicketService ticketService;
    private final TicketQueries ticketQueries;
    private final TextClassifier textClassifier;
    private final Catalogue catalogue;
    private final CallLog callLog;
    private final InstantSource clock;

    IntakeFiling(
            ReportSubmission submission,
            TicketService ticketService,
            TicketQueries ticketQueries,
            TextClassifier textClassifier,
            Catalogue catalogue,
            CallLog callLog,
            InstantSource clock) {
        this.submission = submission;
        this.ticketService = ticketService;
        this.ticketQueries = ticketQueries;
        this.textClassifier = textClassifier;
        this.catalogue = catalogue;
        this.callLog = callLog;
        this.clock = clock;
    }

    /**
     * @param mergedInto the ticket that the report is part of now; empty for a ticket of its own
     * @param mergeRefusal why it was not merged although the person said so; empty otherwise
     */
    record Filed(Receipt receipt, Optional<TicketNo> mergedInto, String mergeRefusal) {}

    /** A receipt that is of another report, by the same form, is neither merged nor does it settle the call. */
    Uni<Filed> file(IntakeForm form, AreaCode place, IntakeCaller caller, StaffMember staffMember) {
        return submission
                .submit(report(form, place, caller))
                .chain(receipt -> receipt.isOfOtherReport()
                        ? Uni.createFrom().item(new Filed(receipt, Optional.empty(), ""))
                        : merge(form, receipt, staffMember)
                                .chain(filed ->
                                        settle(form, receipt, staffMember).replaceWith(filed)));
    }

    /** Pure but for the clock. */
    Report report(IntakeForm form, AreaCode place, IntakeCaller caller) {
        Instant now = clock.instant();
        String key = form.idempotencyKey();
        String words = (form.text() + "\n" + CallLanguages.note(caller.language())).strip();
        Classification read = textClassifier.classify(words);
        Report report = new Report(
                new MessageSource(SOURCE_TYPE, "intake", key),
                form.channel(),
                SOURCE_TYPE + ":" + key,
                place,
                new PersonDetails("", form.person(), form.number().isEmpty() ? caller.number() : form.number()),
                Optional.empty(),
                words,
                List.of(),
                now,
                now,
                Optional.of(catalogue
                        .category(form.categoryCode())
                        .map(read::withChosen)
                        .orElse(read)));
        return form.isDrill() ? report.asDrill() : report;
    }

    private Uni<Filed> merge(IntakeForm form, Receipt receipt, StaffMember staffMember) {
        Optional<TicketNo> target = form.target();
        if (target.isEmpty()) {
            return Uni.createFrom().item(new Filed(receipt, Optional.empty(), ""));
        }
        return ticketQueries
                .find(target.get(), Viewer.DESK)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(new Filed(receipt, Optional.empty(), "没有那一件"))
                        : ticketService
                                .act(
                                        receipt.ticket(),
                                        Action.of(ActionType.MERGE, staffMember.actor())
                                                .into(target.get())
                                                .withSource(new MessageSource(
                                                        SOURCE_TYPE, "intake-merge", form.idempotencyKey())))
                                .map(outcome -> merged(receipt, target.get(), outcome)))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(
                            "a report of the desk is filed and not merged: %s",
                            failure.getClass().getSimpleName());
                    return new Filed(receipt, Optional.empty(), "刚才存不上");
                });
    }

    private static Filed merged(Receipt receipt, TicketNo target, TicketService.Outcome outcome) {
        return switch (outcome) {
            case TicketService.Outcome.Done done -> new Filed(receipt, Optional.of(target), "");
            case TicketService.Outcome.Rejected rejected -> new Filed(receipt, Optional.empty(), rejected.why());
            case TicketService.Outcome.VersionConflict conflict -> new Filed(receipt, Optional.empty(), "别人刚刚改过那一件");
            case TicketService.Outcome.NotFound none -> new Filed(receipt, Optional.empty(), "没有那一件");
        };
    }

    /**
     * The caller has been reached; a call that waits for nobody stays as it is. A failure only leaves the call on the list: the
     * report is filed.
     */
    private Uni<Boolean> settle(IntakeForm form, Receipt receipt, StaffMember staffMember) {
        return form.callId().isEmpty()
                ? Uni.createFrom().item(false)
                : callLog.recordReport(form.callId(), receipt.no(), staffMember.login(), clock.instant())
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.warnf(
                                    "a call that was filed still waits to be called back: %s",
                                    failure.getClass().getSimpleName());
                            return false;
                        });
    }
}
