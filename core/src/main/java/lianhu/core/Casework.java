package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lianhu.core.Tickets.Addition;
import lianhu.core.Tickets.Appended;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.Deadlines;
import lianhu.core.report.Source;
import lianhu.core.routing.Owners;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Alarm;
import lianhu.core.ticket.Dossier;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;

/** Every change of a ticket after it was filed: decided purely, written once, decided anew when somebody was faster. */
public final class Casework {
    private static final int TRIES = 5;

    private final Tickets tickets;
    private final CaseRules rules;
    private final Echo echo;
    private final Legal legal;
    private final InstantSource clock;

    public Casework(
            Tickets tickets, Owners owners, Catalogue catalogue, Deadlines deadlines, Echo echo, InstantSource clock) {
        this.tickets = tickets;
        this.rules = new CaseRules(owners, catalogue, deadlines, echo);
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

    /** See {@link Tickets#appliedBySource}. */
    public Uni<Optional<Tickets.Applied>> appliedBySource(Source source) {
        return tickets.appliedBySource(source);
    }

    public Legal legal() {
        return legal;
    }

    /** Whatever the version is now. */
    public Uni<Outcome> act(TicketNo no, Action action) {
        return once(no, OptionalInt.empty(), action);
    }

    /** Only if the ticket still is what the actor saw. */
    public Uni<Outcome> act(TicketNo no, int version, Action action) {
        return once(no, OptionalInt.of(version), action);
    }

    /** A message that comes again after it was heeded hears that it was, whatever the ticket is now. */
    private Uni<Outcome> once(TicketNo no, OptionalInt version, Action action) {
        return act(no, version, action, TRIES).chain(outcome -> switch (outcome) {
            case Outcome.Refused refused -> unlessHeeded(action, refused, refused.ticket());
            case Outcome.Stale stale -> unlessHeeded(action, stale, stale.ticket());
            case Outcome.Done done -> Uni.createFrom().item(done);
            case Outcome.Absent absent -> Uni.createFrom().item(absent);
        });
    }

    private Uni<Outcome> unlessHeeded(Action action, Outcome no, Ticket ticket) {
        return action.source()
                .map(source -> tickets.appliedBySource(source)
                        .<Outcome>map(applied -> applied.map(Tickets.Applied::ticket)
                                        .filter(ticket.no()::equals)
                                        .isPresent()
                                ? new Outcome.Done(ticket)
                                : no))
                .orElseGet(() -> Uni.createFrom().item(no));
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
            return refused(CaseRules.whyNot(ticket, action), may, ticket);
        }
        return other(action).chain(other -> switch (rules.decide(dossier, action, other, now)) {
            case CaseRules.Decision.No no -> refused(no.why(), may, ticket);
            case CaseRules.Decision.Write write -> write(write, dossier, version, action, tries);
        });
    }

    private Uni<Outcome> write(
            CaseRules.Decision.Write write, Dossier dossier, OptionalInt version, Action action, int tries) {
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

    private Uni<Optional<Dossier>> other(Action action) {
        return action.type() == ActionType.MERGE && action.into().isPresent()
                ? tickets.find(action.into().get())
                : Uni.createFrom().item(Optional.empty());
    }

    /** An alarm rang: acts if it still matters. It rings again if this does not come to its end. */
    public Uni<Void> hear(Tickets.Rung rung) {
        return tickets.find(rung.ticket())
                .chain(found -> found.map(dossier -> hear(dossier, rung))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> tickets.done(rung));
    }

    private Uni<Void> hear(Dossier dossier, Tickets.Rung rung) {
        Ticket ticket = dossier.ticket();
        Alarm alarm = rung.alarm();
        return switch (alarm.kind()) {
            case EMERGENCY ->
                ticket.isAcknowledged() || ticket.state().stage().compareTo(Stage.ASSIGNING) > 0 || alarm.round() > 30
                        ? Uni.createFrom().voidItem()
                        : tickets.append(List.of(new Addition(
                                        ticket,
                                        ticket.version(),
                                        List.of(),
                                        echo.ofSilence(dossier, alarm.round(), clock.instant()),
                                        List.of(echo.nextRound(alarm)))))
                                .chain(ended -> ended == Appended.CONFLICT
                                        ? hear(rung)
                                        : Uni.createFrom().voidItem());
            case HEAD_SILENT ->
                ticket.state() == State.DISPATCHED && ticket.lead().type() == OwnerType.UNIT
                        ? act(
                                        ticket.no(),
                                        Action.of(ActionType.PASS_ON, Actor.GATEWAY)
                                                .saying("联户长一天没有回话，转网格"))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem();
            case NO_OBJECTION -> closeUnopposed(ticket);
        };
    }

    /** A ticket that was reopened and answered again, or added to, since the alarm was set has its seven days anew. */
    private Uni<Void> closeUnopposed(Ticket ticket) {
        if (ticket.state() != State.FEEDBACK_DUE) {
            return Uni.createFrom().voidItem();
        }
        Alarm due = echo.objection(ticket.changedAt());
        return due.at().isAfter(clock.instant())
                ? tickets.append(List.of(new Addition(ticket, ticket.version(), List.of(), List.of(), List.of(due))))
                        .replaceWithVoid()
                : act(ticket.no(), Action.of(ActionType.CLOSE, Actor.GATEWAY)).replaceWithVoid();
    }

    private static Uni<Outcome> refused(String why, Set<ActionType> may, Ticket ticket) {
        return Uni.createFrom().item(new Outcome.Refused(why, may, ticket));
    }

    /** Today, where the county is. */
    public LocalDate today() {
        return Deadlines.day(clock.instant());
    }
}
