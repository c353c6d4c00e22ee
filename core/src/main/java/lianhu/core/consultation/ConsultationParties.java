package lianhu.core.consultation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketWithReceipts;

/** Who may be called to a consultation of a ticket, and which party an actor is. Nobody of the chain that a matter is about. */
final class ConsultationParties {
    private static final int MOST_PARTIES = 12;

    private final OwnerResolver ownerResolver;
    private final Departments departments;
    private final ConsultationPolicy policy;

    ConsultationParties(OwnerResolver ownerResolver, Departments departments, ConsultationPolicy policy) {
        this.ownerResolver = ownerResolver;
        this.departments = departments;
        this.policy = policy;
    }

    /** Why these cannot be called; empty when they can. */
    Optional<String> refusal(TicketWithReceipts loaded, List<Owner> called, LocalDate day) {
        Ticket ticket = loaded.ticket();
        if (called.isEmpty()) {
            return Optional.of("要写明叫谁来");
        }
        if (called.size() > MOST_PARTIES) {
            return Optional.of("一次最多叫 " + MOST_PARTIES + " 家");
        }
        if (called.stream().anyMatch(owner -> isAbout(owner, loaded, day))) {
            return Optional.of("这件事说的是他们自己的人，按回避不能叫来");
        }
        if (called.stream().anyMatch(owner -> owner.isDesk() || owner.type() == OwnerType.UNIT)) {
            return Optional.of("只叫单位和网格以上的岗位");
        }
        boolean isForOffices = ticket.confidentiality() != Confidentiality.OPEN;
        return isForOffices && called.stream().anyMatch(owner -> !owner.type().isOffice())
                ? Optional.of("这件事不公开，只能叫单位，不叫网格和村里")
                : Optional.empty();
    }

    /** Whether the matter is about the body or the holder of its post. */
    boolean isAbout(Owner owner, TicketWithReceipts loaded, LocalDate day) {
        return loaded.ticket().route().isRecused(owner)
                || ownerResolver.holders(owner, day).stream()
                        .anyMatch(post ->
                                post.person().length() >= 2 && loaded.title().contains(post.person()));
    }

    /** The four of the county that may be called, and then the others. */
    List<ConsultationParty> ofMeeting(TicketWithReceipts loaded, List<Owner> others, LocalDate day) {
        List<ConsultationParty> parties = new ArrayList<>();
        fixed(loaded, day).forEach(owner -> parties.add(ConsultationParty.called(owner, true)));
        Stream.concat(others.stream(), awayGrid(loaded.ticket(), day).stream())
                .filter(owner ->
                        parties.stream().noneMatch(party -> party.owner().isSameAs(owner)))
                .forEach(owner -> parties.add(ConsultationParty.called(owner, false)));
        return parties;
    }

    List<Owner> options(TicketWithReceipts loaded, LocalDate day) {
        Ticket ticket = loaded.ticket();
        Stream<OwnerType> levels = ticket.confidentiality() != Confidentiality.OPEN
                ? Stream.of()
                : ticket.area().isAway()
                        ? Stream.of(OwnerType.AWAY_GRID)
                        : Stream.of(OwnerType.GRID, OwnerType.VILLAGE, OwnerType.TOWNSHIP);
        List<Owner> options = new ArrayList<>();
        Stream.concat(
                        levels.map(level -> ownerResolver.resolve(new OwnerRef(level, ""), ticket.area(), day)),
                        departments.all().stream()
                                .filter(office -> office.area().contains(ticket.area()))
                                .flatMap(office -> ownerResolver.department(office.id()).stream()))
                .filter(owner -> !owner.isDesk() && !isAbout(owner, loaded, day))
                .filter(owner -> options.stream().noneMatch(owner::isSameAs))
                .forEach(options::add);
        return List.copyOf(options);
    }

    List<Owner> fixed(TicketWithReceipts loaded, LocalDate day) {
        return policy.fixed().stream()
                .flatMap(id -> ownerResolver.department(id, loaded.ticket().area()).stream())
                .filter(owner -> !isAbout(owner, loaded, day))
                .toList();
    }

    /** X of a meeting that opens by itself: the offices that the routing named. */
    List<Owner> proposed(TicketWithReceipts loaded, LocalDate day) {
        Ticket ticket = loaded.ticket();
        return Stream.concat(Stream.of(ticket.route().owner()), ticket.route().alternatives().stream())
                .filter(owner -> !owner.isDesk() && owner.type().isOffice() && !isAbout(owner, loaded, day))
                .toList();
    }

    /** The chamber's contacts know the member whom the matter is about. */
    private Optional<Owner> awayGrid(Ticket ticket, LocalDate day) {
        return Optional.of(ticket)
                .filter(one -> one.area().isAway() && one.confidentiality() == Confidentiality.OPEN)
                .map(one -> ownerResolver.resolve(new OwnerRef(OwnerType.AWAY_GRID, ""), one.area(), day))
                .filter(owner -> owner.type() == OwnerType.AWAY_GRID);
    }

    /** The place of the actor among the parties; empty when the actor is none. */
    OptionalInt partyOf(Consultation consultation, Actor actor, LocalDate day) {
        return IntStream.range(0, consultation.parties().size())
                .filter(index -> is(consultation.parties().get(index).owner(), actor, day))
                .findFirst();
    }

    private boolean is(Owner owner, Actor actor, LocalDate day) {
        return switch (actor.type()) {
            case DEPARTMENT -> owner.type().isOffice() && owner.id().equals(actor.id());
            case POST ->
                ownerResolver.holders(owner, day).stream().map(Post::id).anyMatch(new PostId(actor.id())::equals);
            case DESK, GATEWAY, API, REPORTER -> false;
        };
    }
}
