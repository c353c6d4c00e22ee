package lianhu.core.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Department;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/**
 * Which actions a ticket allows an actor now. {@link Ticket} says in which states each action is possible.
 *
 * <pre>
 *               GATEWAY, API  DESK  REPORTER  owner  responder
 *   DISPATCH         x         x
 *   ACCEPT           x         x                x
 *   RETURN           x         x                x
 *   RESULT           x         x                x
 *   EXTEND           x                          x
 *   ASK              x         x                x               before the due date, twice
 *   RESUME           x         x                x               while the reporter is to answer
 *   GRANT_, REFUSE_EXTENSION   x
 *   PASS_ON          x                          x
 *   ACKNOWLEDGE      x        (x)               x        x      an emergency without a result; the desk: that nobody answered
 *   PASS_, REJECT_RESULT       x                                a result that waits for the desk; it is sent back once
 *   SUPERVISE        x         x                                at work with an owner other than a unit head
 *   REPLY            x                          x               to 督办
 *   CLOSE            x         x       x
 *   REOPEN           x         x       x
 *   MERGE            x         x
 *   WITHDRAW         x                 x
 *   SUPPLEMENT       x         x       x                 x      a responder: 平安, that the own household is safe
 *   WRITE_DOWN       x         x                                a voice message without a transcript
 * </pre>
 *
 * The owner is the holder of the owning post (POST) or its office (DEPARTMENT); a responder is called in an emergency.
 */
public final class AllowedActions {
    private static final Set<ActionType> OWNER_ACTIONS = EnumSet.of(
            ActionType.ACCEPT,
            ActionType.RETURN,
            ActionType.RESULT,
            ActionType.EXTEND,
            ActionType.ASK,
            ActionType.RESUME,
            ActionType.REPLY,
            ActionType.PASS_ON,
            ActionType.ACKNOWLEDGE);
    /** Those who open sealed tickets hand one on within their circle. */
    private static final Set<ActionType> SEALED_ACTIONS = EnumSet.of(
            ActionType.ACCEPT,
            ActionType.RETURN,
            ActionType.RESULT,
            ActionType.PASS_ON,
            ActionType.ACKNOWLEDGE,
            ActionType.DISPATCH);

    /** Of the desk alone. */
    private static final Set<ActionType> DECISIONS = EnumSet.of(
            ActionType.GRANT_EXTENSION, ActionType.REFUSE_EXTENSION, ActionType.PASS_RESULT, ActionType.REJECT_RESULT);

    private static final Set<ActionType> RESPONDER_ACTIONS = EnumSet.of(ActionType.ACKNOWLEDGE, ActionType.SUPPLEMENT);

    private static final Set<ActionType> REPORTER_ACTIONS =
            EnumSet.of(ActionType.WITHDRAW, ActionType.SUPPLEMENT, ActionType.CLOSE, ActionType.REOPEN);

    private final OwnerResolver ownerResolver;

    public AllowedActions(OwnerResolver ownerResolver) {
        this.ownerResolver = ownerResolver;
    }

    public Set<ActionType> of(Ticket ticket, Actor actor, Instant now) {
        LocalDate day = DeadlinePolicy.localDate(now);
        Set<ActionType> legal = inState(ticket, now);
        switch (actor.type()) {
            case GATEWAY, API -> legal.removeAll(DECISIONS);
            case DESK -> {
                legal.removeAll(
                        EnumSet.of(ActionType.WITHDRAW, ActionType.PASS_ON, ActionType.EXTEND, ActionType.REPLY));
                if (ticket.isAcknowledged()) {
                    legal.remove(ActionType.ACKNOWLEDGE);
                }
            }
            case REPORTER -> legal.retainAll(REPORTER_ACTIONS);
            case POST, DEPARTMENT -> {
                Set<ActionType> own = EnumSet.noneOf(ActionType.class);
                if (isOwner(ticket, actor, day)) {
                    own.addAll(
                            ticket.isSealed() && actor.type() == Actor.Type.DEPARTMENT
                                    ? SEALED_ACTIONS
                                    : OWNER_ACTIONS);
                }
                if (isEmergencyAtWork(ticket) && isResponder(ticket, actor, day)) {
                    own.addAll(RESPONDER_ACTIONS);
                }
                legal.retainAll(own);
            }
        }
        return legal;
    }

    /** Whether an open ticket is with this post or department: its owner, or a responder to an unfinished emergency. */
    public boolean isWith(Ticket ticket, Actor actor, LocalDate day) {
        return !ticket.state().isOver()
                && (isOwner(ticket, actor, day) || isEmergencyAtWork(ticket) && isResponder(ticket, actor, day));
    }

    private static boolean isEmergencyAtWork(Ticket ticket) {
        return ticket.urgency() == Urgency.EMERGENCY && ticket.state().stage().compareTo(Stage.HANDLING) <= 0;
    }

    private static Set<ActionType> inState(Ticket ticket, Instant now) {
        EnumSet<ActionType> legal = switch (ticket.state()) {
            case TRIAGED ->
                EnumSet.of(
                        ActionType.DISPATCH,
                        ActionType.RESULT,
                        ActionType.ASK,
                        ActionType.MERGE,
                        ActionType.WITHDRAW,
                        ActionType.SUPPLEMENT);
            case DISPATCHED ->
                EnumSet.of(
                        ActionType.ACCEPT,
                        ActionType.RETURN,
                        ActionType.RESULT,
                        ActionType.ASK,
                        ActionType.DISPATCH,
                        ActionType.MERGE,
                        ActionType.WITHDRAW,
                        ActionType.SUPPLEMENT);
            case RETURN_REVIEW, ADJUDICATING ->
                EnumSet.of(ActionType.DISPATCH, ActionType.MERGE, ActionType.WITHDRAW, ActionType.SUPPLEMENT);
            case ACCEPTED ->
                EnumSet.of(
                        ActionType.RETURN,
                        ActionType.RESULT,
                        ActionType.EXTEND,
                        ActionType.ASK,
                        ActionType.DISPATCH,
                        ActionType.MERGE,
                        ActionType.SUPPLEMENT);
            case WAITING_REPORTER -> EnumSet.of(ActionType.RESUME, ActionType.MERGE, ActionType.SUPPLEMENT);
            case EXTENSION_REVIEW ->
                EnumSet.of(
                        ActionType.GRANT_EXTENSION,
                        ActionType.REFUSE_EXTENSION,
                        ActionType.RESULT,
                        ActionType.DISPATCH,
                        ActionType.MERGE,
                        ActionType.SUPPLEMENT);
            case RESULT_SUBMITTED ->
                EnumSet.of(ActionType.PASS_RESULT, ActionType.REJECT_RESULT, ActionType.SUPPLEMENT);
            case FEEDBACK_DUE -> EnumSet.of(ActionType.CLOSE, ActionType.REOPEN, ActionType.SUPPLEMENT);
            case CLOSED ->
                // Nobody could be answered, or nothing could be read.
                ticket.erased().contains(ContentKind.PERSONS)
                        ? EnumSet.noneOf(ActionType.class)
                        : EnumSet.of(ActionType.REOPEN);
            case MERGED, WITHDRAWN -> EnumSet.noneOf(ActionType.class);
        };
        if (ticket.state() == State.DISPATCHED && ticket.owner().type() == OwnerType.UNIT) {
            legal.add(ActionType.PASS_ON);
            legal.remove(ActionType.RETURN);
            legal.remove(ActionType.ACCEPT);
        }
        if (ticket.state() == State.ACCEPTED && ticket.isBoundByAcceptance()) {
            legal.remove(ActionType.RETURN);
        }
        // The desk, which would decide, does not see what is sealed, and nobody stops the clock of what is urgent or
        // overdue.
        boolean isClockFixed = ticket.urgency() != Urgency.NORMAL
                || ticket.isSealed()
                || !ticket.due().isAfter(now);
        if (isClockFixed || ticket.extensions() > 0) {
            legal.remove(ActionType.EXTEND);
        }
        // A unit head lives next door.
        boolean isWithUnitHead = ticket.owner().type() == OwnerType.UNIT;
        if (isClockFixed || isWithUnitHead || ticket.reporterWait().questions() >= ReporterWaitRules.MAX_QUESTIONS) {
            legal.remove(ActionType.ASK);
        }
        if (ticket.reporterWait()
                .current()
                .filter(wait -> wait.from().stage() == Stage.ASSIGNING)
                .isPresent()) {
            legal.add(ActionType.WITHDRAW);
        }
        if (ticket.rejections() > 0) {
            legal.remove(ActionType.REJECT_RESULT);
        }
        addSupervision(legal, ticket);
        if (ticket.isVoiceOnly() && !ticket.state().isOver()) {
            legal.add(ActionType.WRITE_DOWN);
        }
        if (isEmergencyAtWork(ticket)) {
            legal.add(ActionType.ACKNOWLEDGE);
        }
        return legal;
    }

    /** Of what is at work with an owner who replies, which a unit head does not; what is sealed is left to its circle. */
    private static void addSupervision(Set<ActionType> legal, Ticket ticket) {
        boolean isAtWork = ticket.state().stage().compareTo(Stage.HANDLING) <= 0
                && !ticket.owner().isDesk()
                && ticket.owner().type() != OwnerType.UNIT
                && !ticket.isSealed();
        boolean isUnanswered =
                ticket.supervision().filter(one -> !one.isAnswered()).isPresent();
        if (isAtWork) {
            legal.add(isUnanswered ? ActionType.REPLY : ActionType.SUPERVISE);
        }
    }

    private boolean isOwner(Ticket ticket, Actor actor, LocalDate day) {
        return actor.type() == Actor.Type.DEPARTMENT
                ? ticket.owner().id().equals(actor.id())
                : ownerResolver.holders(ticket.owner(), day).stream()
                        .anyMatch(post -> post.id().equals(new PostId(actor.id())));
    }

    private boolean isResponder(Ticket ticket, Actor actor, LocalDate day) {
        return actor.type() == Actor.Type.DEPARTMENT
                ? ownerResolver
                        .department(Department.DUTY, ticket.area())
                        .filter(duty -> duty.id().equals(actor.id()))
                        .isPresent()
                : Stream.of(ownerResolver.respondersAt(ticket.area(), day), ownerResolver.leadersAt(ticket.area(), day))
                        .flatMap(List::stream)
                        .anyMatch(post -> post.id().equals(new PostId(actor.id())));
    }
}
