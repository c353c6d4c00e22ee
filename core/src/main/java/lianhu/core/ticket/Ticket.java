package lianhu.core.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.report.DrillMark;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;

/**
 * A ticket, replayed from its events; it holds no words and no persons. Each arrow is an {@link ActionType}:
 *
 * <pre>
 *              DISPATCH               ACCEPT, or no RETURN in time
 *   TRIAGED ------------> DISPATCHED ---------> ACCEPTED
 *      |                   |  ^   |             |     |
 *      |            RETURN |  |   |      RETURN |     |
 *      |                   v  | DISPATCH        |     |
 *      |              RETURN_REVIEW <-----------+     |
 *      | RESULT                   | RESULT            | RESULT
 *      |                          v                   |
 *      +-----------------> FEEDBACK_DUE <-------------+
 *                                 | CLOSE
 *                                 v
 *                              CLOSED
 *
 *   DISPATCH  every state before FEEDBACK_DUE except WAITING_REPORTER and RESULT_SUBMITTED; after three of them the owner is
 *             designated: ACCEPTED
 *   RETURN    after the third dispatch: ADJUDICATING instead of RETURN_REVIEW; ACCEPTED: not by a department
 *   EXTEND    ACCEPTED: EXTENSION_REVIEW; GRANT_EXTENSION, REFUSE_EXTENSION: back to ACCEPTED
 *   ASK       TRIAGED, DISPATCHED, ACCEPTED: WAITING_REPORTER; RESUME, an answer, or none in time: back to where it was
 *   RESULT    that the desk checks: RESULT_SUBMITTED; PASS_RESULT, or nothing in time: FEEDBACK_DUE; REJECT_RESULT: ACCEPTED
 *   PASS_ON   DISPATCHED to a unit head: DISPATCHED to the grid, RETURN_REVIEW where that is not possible
 *   RESULT    DISPATCHED: an owner other than a unit head accepts with it
 *   REOPEN    FEEDBACK_DUE, CLOSED: DISPATCHED to the same owner, TRIAGED where that is the desk
 *   MERGE     every state before FEEDBACK_DUE except RESULT_SUBMITTED: MERGED
 *   WITHDRAW  TRIAGED, DISPATCHED, RETURN_REVIEW: WITHDRAWN
 * </pre>
 *
 * @param version the number of the last event
 * @param isDrill opened for an exercise (点验演练): it runs like every other, says so, and is in no figure
 * @param dispatches how often it was dispatched since it was opened or reopened
 * @param changedAt time of the last event that is neither an erasure nor of a consultation
 * @param due of the answer; of the triage while the desk looks for an owner
 * @param extensionUntil the due date that the owner asks for; empty unless the desk has to decide
 * @param extensions how often more time was granted since it was opened or reopened
 * @param reporterWait how it waited for an answer of its reporter
 * @param rejections how often the desk sent a result back since it was opened or reopened
 * @param supervision the last one; empty for none
 * @param erased of an ended ticket: what is no longer kept; without words or persons it is not opened again
 */
public record Ticket(
        TicketNo no,
        int version,
        State state,
        RequestKind kind,
        String category,
        Urgency urgency,
        AreaCode area,
        Confidentiality confidentiality,
        boolean isDrill,
        Owner owner,
        List<Owner> collaborators,
        RoutingDecision route,
        int dispatches,
        int reopenings,
        boolean isAcknowledged,
        Optional<TicketNo> mergedInto,
        Instant receivedAt,
        Instant changedAt,
        Instant due,
        Optional<Instant> extensionUntil,
        int extensions,
        ReporterWait reporterWait,
        int rejections,
        Optional<Supervision> supervision,
        Set<ContentKind> erased) {
    /** Owners at choice (天津市12345派单规则: 退单最多两次). The next one is designated. */
    public static final int MAX_DISPATCHES = 3;

    /** The ticket after its first two events. */
    public static Ticket opened(TicketNo no, TicketEvent received, TicketEvent second) {
        if (!(received.change() instanceof Change.Received first)
                || !(second.change() instanceof Change.Triaged triaged)) {
            throw new IllegalArgumentException("a ticket begins with received and triaged");
        }
        return new Ticket(
                no,
                second.seq(),
                State.TRIAGED,
                triaged.kind(),
                triaged.category(),
                triaged.urgency(),
                triaged.area(),
                triaged.confidentiality(),
                first.isDrill(),
                triaged.route().owner(),
                List.of(),
                triaged.route(),
                0,
                0,
                false,
                Optional.empty(),
                received.at(),
                second.at(),
                triaged.due(),
                Optional.empty(),
                0,
                ReporterWait.NONE,
                0,
                Optional.empty(),
                Set.of());
    }

    /** Replays all events, in order. */
    public static Ticket replay(TicketNo no, List<TicketEvent> events) {
        Ticket ticket = opened(no, events.get(0), events.get(1));
        for (TicketEvent event : events.subList(2, events.size())) {
            ticket = ticket.apply(event);
        }
        return ticket;
    }

    public Ticket apply(TicketEvent event) {
        if (event.seq() != version + 1) {
            throw new IllegalArgumentException("event " + event.seq() + " after " + version + " of " + no);
        }
        return switch (event.change()) {
            case Change.Received r -> throw new IllegalArgumentException("received twice: " + no);
            case Change.Triaged t -> throw new IllegalArgumentException("triaged twice: " + no);
            case Change.Dispatched d ->
                with(event, State.DISPATCHED, d.owner(), d.collaborators(), dispatches + 1, reopenings, d.due());
            case Change.Accepted a -> inState(State.ACCEPTED, event);
            case Change.Returned r ->
                with(
                        event,
                        dispatches >= MAX_DISPATCHES ? State.ADJUDICATING : State.RETURN_REVIEW,
                        r.desk(),
                        List.of(),
                        dispatches,
                        reopenings,
                        due);
            case Change.AcceptanceOverdue a -> inState(state, event);
            case Change.ExtensionRequested e -> inState(State.EXTENSION_REVIEW, event);
            case Change.ExtensionGranted e ->
                with(event, State.ACCEPTED, owner, collaborators, dispatches, reopenings, e.due());
            case Change.ExtensionRefused e -> inState(State.ACCEPTED, event);
            case Change.ReporterAsked a -> inState(State.WAITING_REPORTER, event);
            case Change.ReporterReminded a -> inState(state, event);
            case Change.Resumed r ->
                with(
                        event,
                        reporterWait.current().map(ReporterWait.Current::from).orElse(state),
                        owner,
                        collaborators,
                        dispatches,
                        reopenings,
                        r.due());
            case Change.ResultSubmitted r ->
                inState(r.isToBeChecked() ? State.RESULT_SUBMITTED : State.FEEDBACK_DUE, event);
            case Change.ResultPassed r -> inState(State.FEEDBACK_DUE, event);
            case Change.ResultRejected r ->
                with(event, State.ACCEPTED, owner, collaborators, dispatches, reopenings, r.due());
            case Change.Supervised s -> inState(state, event);
            case Change.SupervisionAnswered s -> inState(state, event);
            case Change.SupervisionOverdue s -> inState(state, event);
            case Change.Closed c -> inState(State.CLOSED, event);
            case Change.Reopened r -> with(event, State.TRIAGED, owner, collaborators, 0, reopenings + 1, r.due());
            case Change.Merged m -> inState(State.MERGED, event);
            case Change.Withdrawn w -> inState(State.WITHDRAWN, event);
            case Change.Acknowledged a -> inState(state, event);
            case Change.MergedFrom a -> inState(state, event);
            case Change.DeadlineReached d -> inState(state, event);
            case Change.Transcribed w -> inState(state, event);
            case Change.Supplemented s -> inState(state, event);
            case Change.DueDateRecounted d -> with(event, state, owner, collaborators, dispatches, reopenings, d.due());
            case Change.DisclosureRequested u -> inState(state, event);
            case Change.DisclosureApproved u -> inState(state, event);
            case Change.DisclosureViewed u -> inState(state, event);
            case Change.Consulted c -> inState(state, event);
            case Change.Erased e -> inState(state, event);
        };
    }

    /** The report was a voice message without text. */
    public boolean isVoiceOnly() {
        return route.rule().equals(UntranscribedVoice.TITLE);
    }

    /** What pages say above it; empty unless it is a drill. */
    public String drillNotice() {
        return isDrill ? DrillMark.notice(urgency == Urgency.EMERGENCY) : "";
    }

    public boolean isSealed() {
        return confidentiality == Confidentiality.SEALED;
    }

    /**
     * Who has accepted it cannot return it: an office, which has read the matter, and a designated owner. A grid may find on
     * the spot that a matter is beyond it (难以解决).
     */
    public boolean isBoundByAcceptance() {
        return owner.type().isOffice() || dispatches > MAX_DISPATCHES;
    }

    private Ticket inState(State now, TicketEvent event) {
        return with(event, now, owner, collaborators, dispatches, reopenings, due);
    }

    private Ticket with(
            TicketEvent event, State now, Owner owner, List<Owner> others, int given, int again, Instant until) {
        return new Ticket(
                no,
                event.seq(),
                now,
                kind,
                category,
                urgency,
                area,
                confidentiality,
                isDrill,
                owner,
                others,
                route,
                given,
                again,
                isAcknowledged || event.change() instanceof Change.Acknowledged,
                event.change() instanceof Change.Merged m ? Optional.of(m.into()) : mergedInto,
                receivedAt,
                event.change() instanceof Change.Erased || event.change() instanceof Change.Consulted
                        ? changedAt
                        : event.at(),
                until,
                event.change() instanceof Change.ExtensionRequested asked
                        ? Optional.of(asked.until())
                        : now == State.EXTENSION_REVIEW ? extensionUntil : Optional.empty(),
                extensionsAfter(event.change()),
                waitAfter(event, now),
                rejectionsAfter(event.change()),
                supervisionAfter(event.change()),
                erasedAfter(event.change()));
    }

    private int extensionsAfter(Change change) {
        return switch (change) {
            case Change.ExtensionGranted granted -> extensions + 1;
            case Change.Reopened reopened -> 0;
            default -> extensions;
        };
    }

    private int rejectionsAfter(Change change) {
        return switch (change) {
            case Change.ResultRejected rejected -> rejections + 1;
            case Change.Reopened reopened -> 0;
            default -> rejections;
        };
    }

    private Optional<Supervision> supervisionAfter(Change change) {
        return switch (change) {
            case Change.Supervised supervised -> Optional.of(new Supervision(supervised.replyDue(), false));
            case Change.SupervisionAnswered answered -> supervision.map(Supervision::answered);
            // A result says more than a reply; another owner, and the desk, never got the order.
            case Change.ResultSubmitted result -> supervision.map(Supervision::answered);
            case Change.Returned returned -> supervision.map(Supervision::answered);
            case Change.Dispatched to when !to.owner().isSameAs(owner) -> supervision.map(Supervision::answered);
            default -> supervision;
        };
    }

    private ReporterWait waitAfter(TicketEvent event, State now) {
        return switch (event.change()) {
            case Change.ReporterAsked asked ->
                reporterWait.begin(new ReporterWait.Current(state, event.at(), asked.until()));
            case Change.Resumed resumed -> reporterWait.end(resumed.waited());
            case Change.Reopened reopened -> ReporterWait.NONE;
            default -> now == State.WAITING_REPORTER ? reporterWait : reporterWait.end(Duration.ZERO);
        };
    }

    /** A reopened ticket may get new attachments, so it holds all kinds again. */
    private Set<ContentKind> erasedAfter(Change change) {
        if (!(change instanceof Change.Erased more)) {
            return change instanceof Change.Reopened ? Set.of() : erased;
        }
        Set<ContentKind> all = EnumSet.copyOf(more.kinds());
        all.addAll(erased);
        return Set.copyOf(all);
    }
}
