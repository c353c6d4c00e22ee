package lianhu.core.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import lianhu.core.casework.AllowedActions;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketRepository.AppendResult;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.consultation.ConsultationRepository.ConsultationUpdate;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notify.ConsultationDeliveries;
import lianhu.core.report.MessageSource;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;
import lianhu.core.ticket.TicketWithReceipts;

/** Opens consultations, takes the answers of their parties and ends them; decided by pure code, again after a concurrent change. */
@ApplicationScoped
public final class ConsultationService {
    private static final int MAX_ATTEMPTS = 5;
    private static final String THIRD_RETURN = "退回了三次，请商量由谁主办、怎么办";

    private final TicketRepository ticketRepository;
    private final ConsultationRepository consultationRepository;
    private final ConsultationPolicy policy;
    private final ConsultationParties parties;
    private final ConsultationRules rules;
    private final ConsultationUpdates updates;
    private final InstantSource clock;

    public ConsultationService(
            TicketRepository ticketRepository,
            ConsultationRepository consultationRepository,
            ConsultationPolicy policy,
            OwnerResolver ownerResolver,
            Departments departments,
            DeadlinePolicy deadlinePolicy,
            ConsultationDeliveries deliveries,
            InstantSource clock) {
        this.ticketRepository = ticketRepository;
        this.consultationRepository = consultationRepository;
        this.policy = policy;
        this.parties = new ConsultationParties(ownerResolver, departments, policy);
        this.rules = new ConsultationRules(
                parties, new ConsultationClocks(deadlinePolicy.calendar()), new AllowedActions(ownerResolver));
        this.updates = new ConsultationUpdates(deliveries);
        this.clock = clock;
    }

    /** The result of a request. A refusal is a value, not an exception. */
    public sealed interface Outcome {
        /** Done now, or earlier by the same message. */
        record Done() implements Outcome {}

        record Rejected(String why) implements Outcome {}

        record NotFound() implements Outcome {}
    }

    public Uni<List<Consultation>> find(TicketNo no) {
        return consultationRepository.find(no);
    }

    public boolean mayOpen(Ticket ticket, ConsultationKind kind, Actor by) {
        return rules.mayOpen(ticket, kind, by, today());
    }

    /** Those of the county who take part in a meeting about the ticket. */
    public List<Owner> fixedParties(TicketWithReceipts loaded) {
        return parties.fixed(loaded, today());
    }

    public OptionalInt partyOf(Consultation consultation, Actor actor) {
        return parties.partyOf(consultation, actor, today());
    }

    public boolean mayEnd(Consultation consultation, Actor actor) {
        return consultation.isOpen() && rules.mayEnd(consultation, actor, today());
    }

    /** Whom a consultation of the ticket may call: those of its place and the offices that serve it; nobody whom it is about. */
    public List<Owner> options(TicketWithReceipts loaded) {
        return parties.options(loaded, today());
    }

    /** @param source the same message acts once */
    public Uni<Outcome> handle(TicketNo no, ConsultationRequest request, Actor by, Optional<MessageSource> source) {
        return handle(no, request, by, source, MAX_ATTEMPTS);
    }

    private Uni<Outcome> handle(
            TicketNo no, ConsultationRequest request, Actor by, Optional<MessageSource> source, int tries) {
        return isApplied(source)
                .chain(isApplied -> isApplied
                        ? Uni.createFrom().item(new Outcome.Done())
                        : ticketRepository
                                .find(no)
                                .chain(found -> found.map(loaded -> consultationRepository
                                                .find(no)
                                                .chain(existing ->
                                                        decide(loaded, existing, request, by, source, tries)))
                                        .orElseGet(() -> Uni.createFrom().item(new Outcome.NotFound()))));
    }

    private Uni<Boolean> isApplied(Optional<MessageSource> source) {
        return source.map(message -> ticketRepository.appliedBySource(message).map(Optional::isPresent))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<Outcome> decide(
            TicketWithReceipts loaded,
            List<Consultation> existing,
            ConsultationRequest request,
            Actor by,
            Optional<MessageSource> source,
            int tries) {
        Instant now = clock.instant();
        return switch (rules.decide(loaded, existing, request, by, now)) {
            case ConsultationRules.Decision.Reject reject -> Uni.createFrom().item(new Outcome.Rejected(reject.why()));
            case ConsultationRules.Decision.Apply apply ->
                consultationRepository
                        .append(updates.of(loaded, existing, apply, by, source, now))
                        .chain(ended -> switch (ended) {
                            case DONE, REPEATED -> Uni.createFrom().item(new Outcome.Done());
                            case CONFLICT ->
                                tries > 1
                                        ? handle(loaded.ticket().no(), request, by, source, tries - 1)
                                        : Uni.createFrom().item(new Outcome.Rejected("这件正在变，请再点一次"));
                        });
        };
    }

    /** A timer that is due, of one of the two kinds of consultations. It ends in the transaction of its effect. */
    public Uni<Void> handle(DueTimer fired) {
        return handle(fired, MAX_ATTEMPTS);
    }

    private Uni<Void> handle(DueTimer fired, int tries) {
        return ticketRepository
                .find(fired.ticket())
                .chain(found -> found.map(loaded -> consultationRepository
                                .find(fired.ticket())
                                .chain(existing -> effect(loaded, existing, fired)
                                        .map(update -> append(fired, () -> handle(fired, tries - 1), update, tries))
                                        .orElseGet(() -> ticketRepository.complete(fired))))
                        .orElseGet(() -> ticketRepository.complete(fired)));
    }

    private Uni<Void> append(DueTimer fired, Supplier<Uni<Void>> again, ConsultationUpdate update, int tries) {
        return consultationRepository.append(fired, update).chain(ended -> {
            if (ended != AppendResult.CONFLICT) {
                return Uni.createFrom().voidItem();
            }
            return tries > 1
                    ? again.get()
                    : Uni.createFrom()
                            .failure(new IllegalStateException(
                                    "timer " + fired.id() + " of " + fired.ticket() + ": another change came first"));
        });
    }

    /** Empty when the timer no longer matters. */
    private Optional<ConsultationUpdate> effect(
            TicketWithReceipts loaded, List<Consultation> existing, DueTimer fired) {
        Instant now = clock.instant();
        if (fired.timer().kind() == TicketTimer.Kind.CONSULTATION_OPENING) {
            return openByItself(loaded, existing, now);
        }
        return existing.stream()
                .flatMap(one -> ConsultationTimes.elapsed(one, loaded.ticket(), now).stream())
                .findFirst()
                .map(elapsed -> updates.of(loaded, existing, elapsed, now))
                .or(() -> existing.stream().anyMatch(Consultation::isOpen)
                        ? Optional.of(ConsultationUpdates.ofTimer(loaded.ticket(), existing, now))
                        : Optional.empty());
    }

    private Optional<ConsultationUpdate> openByItself(
            TicketWithReceipts loaded, List<Consultation> existing, Instant now) {
        List<Owner> fixed = parties.fixed(loaded, DeadlinePolicy.localDate(now));
        if (!policy.opensOnThirdReturn() || fixed.isEmpty() || loaded.ticket().state() != State.ADJUDICATING) {
            return Optional.empty();
        }
        ConsultationRequest.Open open = new ConsultationRequest.Open(
                new Matter.Meeting(loaded.ticket().area().isAway(), THIRD_RETURN),
                parties.proposed(loaded, DeadlinePolicy.localDate(now)));
        return rules.decide(loaded, existing, open, Actor.GATEWAY, now)
                        instanceof ConsultationRules.Decision.Apply apply
                ? Optional.of(updates.of(
                        loaded,
                        existing,
                        new ConsultationRules.Decision.Apply(
                                apply.changed().withConvenor(convenor(fixed)), apply.step(), apply.words()),
                        Actor.GATEWAY,
                        Optional.empty(),
                        now))
                : Optional.empty();
    }

    private static Actor convenor(List<Owner> fixed) {
        Owner first = fixed.getFirst();
        return new Actor(Actor.Type.DEPARTMENT, first.id(), first.name());
    }

    private LocalDate today() {
        return DeadlinePolicy.localDate(clock.instant());
    }
}
