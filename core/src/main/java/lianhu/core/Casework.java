package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lianhu.core.Tickets.Addition;
import lianhu.core.Tickets.Appended;
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

/** Every change of a ticket after it was filed: decided purely, written once, decided anew when somebody was faster. */
public final class Casework {
    private static final int TRIES = 5;
    private static final Duration REOPEN_WINDOW = Duration.ofDays(10);

    private final Tickets tickets;
    private final Owners owners;
    private final Catalogue catalogue;
    private final Deadlines deadlines;
    private final Echo echo;
    private final Legal legal;
    private final InstantSource clock;

    public Casework(
            Tickets tickets, Owners owners, Catalogue catalogue, Deadlines deadlines, Echo echo, InstantSource clock) {
        this.tickets = tickets;
        this.owners = owners;
        this.catalogue = catalogue;
        this.deadlines = deadlines;
        this.echo = echo;
        this.legal = new Legal(owners);
        this.clock = clock;
    }

    /** How a wish ended. A no is a value. */
    public sealed interface Outcome {
        /** Done, or done before by the same message. */
        record Done(Ticket ticket) implements Outcome {}

        /** Not possible now; {@code legal} is what this actor may do instead. */
        record Refused(String why, Set<ActionType> legal, Ticket ticket) implements Outcome {}

        /** Decided on an older version: {@code ticket} is what it is now. */
        record Stale(Ticket ticket) implements Outcome {}

        record Absent() implements Outcome {}
    }

    private sealed interface Decision {
        record Write(List<Addition> additions) implements Decision {}

        record No(String why) implements Decision {}
    }

    public Legal legal() {
        return legal;
    }

    /** Whatever the version is now. */
    public Uni<Outcome> act(TicketNo no, Action action) {
        return act(no, OptionalInt.empty(), action, TRIES);
    }

    /** Only if the ticket still is what the actor saw. */
    public Uni<Outcome> act(TicketNo no, int version, Action action) {
        return act(no, OptionalInt.of(version), action, TRIES);
    }

    private Uni<Outcome> act(TicketNo no, OptionalInt version, Action action, int tries) {
        return tickets.find(no)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(new Outcome.Absent())
                        : act(found.get(), version, action, tries));
    }

    private Uni<Outcome> act(Dossier dossier, OptionalInt version, Action action, int tries) {
        Ticket ticket = dossier.ticket();
        if (version.isPresent() && version.getAsInt() != ticket.version()) {
            return Uni.createFrom().item(new Outcome.Stale(ticket));
        }
        Instant now = clock.instant();
        Set<ActionType> may = legal.of(ticket, action.by(), Deadlines.day(now));
        if (!may.contains(action.type())) {
            return refused(why(ticket, action), may, ticket);
        }
        return decide(dossier, action, now).chain(decision -> switch (decision) {
            case Decision.No no -> refused(no.why(), may, ticket);
            case Decision.Write write -> write(write, dossier, version, action, tries);
        });
    }

    private Uni<Outcome> write(Decision.Write write, Dossier dossier, OptionalInt version, Action action, int tries) {
        return tickets.append(write.additions()).chain(ended -> switch (ended) {
            case DONE ->
                Uni.createFrom()
                        .item(new Outcome.Done(write.additions().getFirst().after()));
            case REPEATED -> Uni.createFrom().item(new Outcome.Done(dossier.ticket()));
            case CONFLICT ->
                tries > 1
                        ? act(dossier.ticket().no(), version, action, tries - 1)
                        : Uni.createFrom().item(new Outcome.Stale(dossier.ticket()));
        });
    }

    private Uni<Decision> decide(Dossier dossier, Action action, Instant now) {
        return action.type() == ActionType.MERGE
                ? merge(dossier, action, now)
                : Uni.createFrom().item(alone(dossier, action, now));
    }

    private Decision alone(Dossier dossier, Action action, Instant now) {
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
            case MERGE -> throw new IllegalStateException("merging takes two tickets");
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

    private Uni<Decision> merge(Dossier dossier, Action action, Instant now) {
        Ticket ticket = dossier.ticket();
        if (action.into().isEmpty() || action.into().get().equals(ticket.no())) {
            return Uni.createFrom().item(new Decision.No("要写明并到哪一件"));
        }
        return tickets.find(action.into().get()).map(found -> {
            if (found.isEmpty()
                    || found.get().ticket().state().isOver()
                    || found.get().ticket().isSealed() != ticket.isSealed()) {
                return new Decision.No("并不到那一件：没有它，或者它已经结束了");
            }
            Action absorbing = Action.of(ActionType.MERGE, action.by());
            return new Decision.Write(List.of(
                    addition(
                            dossier,
                            action,
                            now,
                            new Change.Merged(action.into().get())),
                    addition(found.get(), absorbing, now, new Change.Absorbed(ticket.no()))));
        });
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

    /** An alarm rang: acts if it still matters. */
    public Uni<Void> hear(Tickets.Rung rung) {
        return tickets.find(rung.ticket())
                .chain(found -> found.map(dossier -> hear(dossier, rung.alarm()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> hear(Dossier dossier, Alarm alarm) {
        Ticket ticket = dossier.ticket();
        return switch (alarm.kind()) {
            case EMERGENCY ->
                ticket.isAcknowledged() || ticket.state().stage().ordinal() > 1 || alarm.round() > 30
                        ? Uni.createFrom().voidItem()
                        : tickets.append(List.of(new Addition(
                                        ticket,
                                        ticket.version(),
                                        List.of(),
                                        echo.ofSilence(dossier, alarm.round(), clock.instant()),
                                        List.of(echo.nextRound(alarm)))))
                                .chain(ended -> ended == Appended.CONFLICT
                                        ? hear(new Tickets.Rung(ticket.no(), alarm))
                                        : Uni.createFrom().voidItem());
            case HEAD_SILENT ->
                ticket.state() == State.DISPATCHED && ticket.lead().type() == OwnerType.UNIT
                        ? act(
                                        ticket.no(),
                                        Action.of(ActionType.PASS_ON, Actor.GATEWAY)
                                                .saying("联户长一天没有回话，转网格"))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem();
            case NO_OBJECTION ->
                ticket.state() == State.FEEDBACK_DUE
                        ? act(ticket.no(), Action.of(ActionType.CLOSE, Actor.GATEWAY))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem();
        };
    }

    private static Change.Closed.Reason reason(Actor by) {
        return switch (by.type()) {
            case REPORTER -> Change.Closed.Reason.REPORTER_CONTENT;
            case GATEWAY -> Change.Closed.Reason.NO_OBJECTION;
            case POST, DEPARTMENT, DESK, API -> Change.Closed.Reason.DESK;
        };
    }

    private static Uni<Outcome> refused(String why, Set<ActionType> may, Ticket ticket) {
        return Uni.createFrom().item(new Outcome.Refused(why, may, ticket));
    }

    private static String why(Ticket ticket, Action action) {
        return switch (action.type()) {
            case WITHDRAW -> "已经有人在办，撤不回来了；不用办了，可以直接告诉经办人";
            case ACCEPT, RETURN, RESULT, PASS_ON ->
                "这件事现在" + ticket.state().stage().word() + "，在" + ticket.lead().name() + "手上，不能"
                        + action.type().word();
            case DISPATCH, CLOSE, REOPEN, MERGE, SUPPLEMENT, ACKNOWLEDGE ->
                "这件事现在" + ticket.state().stage().word() + ",不能" + action.type().word();
        };
    }

    /** Today, where the county is. */
    public LocalDate today() {
        return Deadlines.day(clock.instant());
    }
}
