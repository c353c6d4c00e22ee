package lianhu.core.outbound;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.notice.Recipient;
import lianhu.core.report.MessageSource;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;
import lianhu.core.routing.Departments;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;

/** Key 1: the same acknowledgement as 到了 and 我来处理 in a message. */
@ApplicationScoped
public final class OutboundAcknowledgement {
    /**
     * These posts are told of an emergency that was sent to many places; nobody asks them to go there. That they know reaches no
     * household, so their key ends their own call alone: the places stay open, and are reminded of.
     */
    private static final Set<Role> TOLD = Set.of(Role.TOWNSHIP_ROOM, Role.DUTY, Role.LEADER);

    private final EscalationRepository escalationRepository;
    private final TicketService ticketService;
    private final PostDirectory postDirectory;
    private final Departments departments;
    private final InstantSource clock;

    public OutboundAcknowledgement(
            EscalationRepository escalationRepository,
            TicketService ticketService,
            PostDirectory postDirectory,
            Departments departments,
            InstantSource clock) {
        this.escalationRepository = escalationRepository;
        this.ticketService = ticketService;
        this.postDirectory = postDirectory;
        this.departments = departments;
        this.clock = clock;
    }

    /** Completes when the answer is durable, also when another person answered first; fails when that is unknown. */
    public Uni<Void> acknowledge(OutboundCall call) {
        return switch (call.matter()) {
            case CallMatter.OfBroadcast(long broadcast) ->
                call.recipient() instanceof Recipient.PostHolder holder
                        ? postDirectory
                                .find(holder.post())
                                .filter(post -> !TOLD.contains(post.role()))
                                .map(post -> escalationRepository
                                        .acknowledge(broadcast, List.of(post), clock.instant())
                                        .replaceWithVoid())
                                .orElseGet(() -> Uni.createFrom().voidItem())
                        : Uni.createFrom().voidItem();
            case CallMatter.OfReporterCall reporterCall -> throw new IllegalArgumentException("no emergency: " + call);
            case CallMatter.OfCallback callback -> throw new IllegalArgumentException("no emergency: " + call);
            case CallMatter.OfFollowUp followUp -> throw new IllegalArgumentException("no emergency: " + call);
            case CallMatter.OfTicket matter ->
                actor(call.recipient())
                        .map(actor -> ticketService
                                .act(
                                        matter.ticket(),
                                        Action.of(ActionType.ACKNOWLEDGE, actor).withSource(source(call)))
                                .chain(OutboundAcknowledgement::unlessConflict))
                        .orElseGet(() -> Uni.createFrom().voidItem());
        };
    }

    /** A refusal says that the matter is over, or with other posts; only a conflict leaves the answer unstored. */
    private static Uni<Void> unlessConflict(TicketService.Outcome outcome) {
        return outcome instanceof TicketService.Outcome.VersionConflict
                ? Uni.createFrom().failure(new IllegalStateException("other changes of the ticket came first"))
                : Uni.createFrom().voidItem();
    }

    /** The same for each repetition of one key, so that a ticket is acknowledged once by it. */
    private static MessageSource source(OutboundCall call) {
        return new MessageSource("outbound", Long.toString(call.id()), Integer.toString(call.attempt()));
    }

    private Optional<Actor> actor(Recipient recipient) {
        return switch (recipient) {
            case Recipient.PostHolder holder ->
                postDirectory
                        .find(holder.post())
                        .map(post -> new Actor(Actor.Type.POST, post.id().value(), post.spoken()));
            case Recipient.DepartmentContact office ->
                departments
                        .find(office.department())
                        .map(found -> new Actor(Actor.Type.DEPARTMENT, found.id(), found.name()));
            case Recipient.Group group -> Optional.empty();
            case Recipient.Reporter reporter -> Optional.empty();
            case Recipient.PlainGroup group -> Optional.empty();
        };
    }
}
