package lianhu.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.Tickets.Addition;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Lead;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.Deadlines;
import lianhu.core.notice.Telling;
import lianhu.core.routing.Owner;
import lianhu.core.routing.Owners;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Alarm;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Dossier;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** What follows from a wish, purely: the events, what is told and what rings later, or why not. */
final class CaseRules {
    private static final Duration REOPEN_WINDOW = Duration.ofDays(10);

    private final Owners owners;
    private final Catalogue catalogue;
    private final Deadlines deadlines;
    private final Echo echo;

    CaseRules(Owners owners, Catalogue catalogue, Deadlines deadlines, Echo echo) {
        this.owners = owners;
        this.catalogue = catalogue;
        this.deadlines = deadlines;
        this.echo = echo;
    }

    sealed interface Decision {
        record Write(List<Addition> additions) implements Decision {}

        record No(String why) implements Decision {}
    }

    /** @param other the ticket to merge into, where that is the wish */
    Decision decide(Dossier dossier, Action action, Optional<Dossier> other, Instant now) {
        Ticket ticket = dossier.ticket();
        return switch (action.type()) {
            case DISPATCH -> {
                Owner to = action.to().orElse(ticket.lead());
                yield to.isDesk()
                        ? new Decision.No("要写明派给谁")
                        : isRecused(ticket, to)
                                ? new Decision.No("这件事说的是他们自己的人，按回避不能派回去")
                                : write(dossier, action, now, dispatched(ticket, to, now, false));
            }
            case PASS_ON -> write(dossier, action, now, dispatched(ticket, gridOf(ticket, now), now, true));
            case ACCEPT -> write(dossier, action, now, new Change.Accepted());
            case RETURN ->
                action.words().isBlank()
                        ? new Decision.No("退回要写理由")
                        : write(dossier, action, now, new Change.Returned(owners.desk()));
            case RESULT -> result(dossier, action, now);
            case CLOSE -> write(dossier, action, now, new Change.Closed(reason(action.by())));
            case REOPEN -> reopen(dossier, action, now);
            case WITHDRAW -> write(dossier, action, now, new Change.Withdrawn());
            case SUPPLEMENT -> write(dossier, action, now, new Change.Supplemented(action.receipt()));
            case ACKNOWLEDGE -> write(dossier, action, now, new Change.Acknowledged());
            case WRITE_DOWN ->
                action.words().isBlank()
                        ? new Decision.No("听写要写下说的是什么事、在哪里")
                        : write(dossier, action, now, new Change.WrittenDown());
            case MERGE -> merge(dossier, action, other, now);
        };
    }

    private Decision result(Dossier dossier, Action action, Instant now) {
        if (action.words().isBlank()) {
            return new Decision.No("办结要写一句结果，这句话会告诉报事的人");
        }
        Change result = new Change.ResultSubmitted(action.isSolved());
        return dossier.ticket().state() == State.DISPATCHED
                        && dossier.ticket().lead().type() != OwnerType.UNIT
                ? write(dossier, action, now, new Change.Accepted(), result)
                : write(dossier, action, now, result);
    }

    /** The same owner does it again; the desk still may give it to another. */
    private Decision reopen(Dossier dossier, Action action, Instant now) {
        Ticket ticket = dossier.ticket();
        boolean isTooLate = ticket.state() == State.CLOSED
                && action.by().type() == Actor.Type.REPORTER
                && ticket.changedAt().plus(REOPEN_WINDOW).isBefore(now);
        if (isTooLate) {
            return new Decision.No("办结已经过了十天，请重新报一件，我们当新事来办");
        }
        return ticket.lead().isDesk()
                ? write(dossier, action, now, new Change.Reopened())
                : write(dossier, action, now, new Change.Reopened(), dispatched(ticket, ticket.lead(), now, false));
    }

    private Decision merge(Dossier dossier, Action action, Optional<Dossier> other, Instant now) {
        boolean isPossible = other.isPresent()
                && !other.get().ticket().no().equals(dossier.ticket().no())
                && !other.get().ticket().state().isOver()
                && other.get().ticket().isSealed() == dossier.ticket().isSealed();
        if (!isPossible) {
            return new Decision.No("并不到那一件：没有它，它已经结束了，或者就是这一件");
        }
        TicketNo into = other.get().ticket().no();
        return new Decision.Write(List.of(
                addition(dossier, action, now, new Change.Merged(into)),
                addition(
                        other.get(),
                        Action.of(ActionType.MERGE, action.by()),
                        now,
                        new Change.Absorbed(dossier.ticket().no()))));
    }

    private Change.Dispatched dispatched(Ticket ticket, Owner to, Instant now, boolean isByHead) {
        String key =
                catalogue.category(ticket.category()).map(Category::deadline).orElse("");
        Instant due =
                deadlines.answer(ticket.kind(), key, ticket.urgency(), now).at();
        boolean isPromised = ticket.dispatches() > 0;
        return new Change.Dispatched(to, List.of(), isPromised ? earlier(due, ticket.due()) : due, isByHead);
    }

    /** A promise to the reporter is not moved by handing the matter on. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Owner gridOf(Ticket ticket, Instant now) {
        Category category = catalogue.category(ticket.category()).orElse(null);
        Lead lead = category == null ? Lead.GRID : category.lead();
        return owners.of(lead, ticket.area(), Deadlines.day(now));
    }

    private static boolean isRecused(Ticket ticket, Owner to) {
        return switch (to.type()) {
            case UNIT, GRID, VILLAGE, TOWNSHIP, AWAY_GRID ->
                ticket.route()
                        .recused()
                        .map(area -> area.contains(new AreaCode(to.id())))
                        .orElse(false);
            case PLATFORM, CENTRE, DEPARTMENT, TEAM, VENDOR, DESK -> false;
        };
    }

    private Decision write(Dossier dossier, Action action, Instant now, Change... changes) {
        return new Decision.Write(List.of(addition(dossier, action, now, changes)));
    }

    /** Words, photos and source stand with the last of the events, which is the one they are about. */
    private Addition addition(Dossier dossier, Action action, Instant now, Change... changes) {
        Ticket ticket = dossier.ticket();
        List<TicketEvent> events = new ArrayList<>();
        List<Telling> tellings = new ArrayList<>();
        List<Alarm> alarms = new ArrayList<>();
        int speaking = speakingChange(changes);
        for (int i = 0; i < changes.length; i++) {
            boolean isSpeaking = i == speaking;
            TicketEvent event = new TicketEvent(
                    ticket.version() + 1,
                    now,
                    action.by(),
                    changes[i],
                    isSpeaking ? action.words() : "",
                    isSpeaking ? action.photos() : List.of(),
                    isSpeaking ? action.source() : Optional.empty());
            ticket = ticket.after(event);
            events.add(event);
            tellings.addAll(echo.ofEvent(dossier, ticket, event));
            if (changes[i] instanceof Change.ResultSubmitted) {
                alarms.add(echo.objection(now));
            }
        }
        return new Addition(ticket, dossier.ticket().version(), events, tellings, alarms);
    }

    private static int speakingChange(Change... changes) {
        return changes[0] instanceof Change.Reopened ? 0 : changes.length - 1;
    }

    private static Change.Closed.Reason reason(Actor by) {
        return switch (by.type()) {
            case REPORTER -> Change.Closed.Reason.REPORTER_CONTENT;
            case GATEWAY -> Change.Closed.Reason.NO_OBJECTION;
            case POST, DEPARTMENT, DESK, API -> Change.Closed.Reason.DESK;
        };
    }

    static String whyNot(Ticket ticket, Action action) {
        return switch (action.type()) {
            case WITHDRAW -> "已经有人在办，撤不回来了；不用办了，可以直接告诉经办人";
            case ACCEPT, RETURN, RESULT, PASS_ON ->
                "这件事现在" + ticket.state().stage().word() + "，在" + ticket.lead().name() + "手上，不能"
                        + action.type().word();
            case DISPATCH, CLOSE, REOPEN, MERGE, SUPPLEMENT, ACKNOWLEDGE, WRITE_DOWN ->
                "这件事现在" + ticket.state().stage().word() + ",不能" + action.type().word();
        };
    }
}
