package lianhu.bot.conversation.handler;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.bot.conversation.ConversationPlace;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.casework.AllowedActions;
import lianhu.core.casework.TicketService;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.query.Viewer;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;

/** Who a WeCom account is: the posts it holds and the offices it is the contact of, and the place a group is bound to. */
@Singleton
final class StaffContext {
    private static final Set<Role> HEADS = Set.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);

    private final Areas areas;
    private final PostDirectory postDirectory;
    private final Departments departments;
    private final GroupBindings groupBindings;
    private final AllowedActions allowedActions;

    StaffContext(
            Areas areas,
            PostDirectory postDirectory,
            Departments departments,
            GroupBindings groupBindings,
            TicketService ticketService) {
        this.areas = areas;
        this.postDirectory = postDirectory;
        this.departments = departments;
        this.groupBindings = groupBindings;
        this.allowedActions = ticketService.allowedActions();
    }

    /** The name of the holder of a post; empty for a person without one. */
    String name(String user, Instant at) {
        return posts(user, at).stream().findFirst().map(Post::person).orElse("");
    }

    boolean isStaff(String user, Instant at) {
        return !posts(user, at).isEmpty() || !departments(user).isEmpty();
    }

    /**
     * The place a message is about: the unit of a unit head; for others the place the group is bound to, or the unit of the
     * link a resident came by, or the place of their own post.
     */
    AreaCode area(IncomingMessage message) {
        List<Post> held = posts(message.senderId(), message.receivedAt());
        AreaCode county = county();
        return switch (message.place()) {
            case ConversationPlace.Group group -> {
                AreaCode bound = binding(group).map(GroupBinding::area).orElse(county);
                yield held.stream()
                        .filter(post -> HEADS.contains(post.role()))
                        .map(Post::area)
                        .filter(bound::contains)
                        .findFirst()
                        .orElse(bound);
            }
            case ConversationPlace.PrivateChat privateChat ->
                privateChat
                        .unit()
                        .orElseGet(() -> held.stream()
                                .map(Post::area)
                                .max(Comparator.comparing(AreaCode::level))
                                .orElse(county));
        };
    }

    AreaCode county() {
        return areas.county().code();
    }

    Optional<GroupBinding> binding(ConversationPlace.Group group) {
        return groupBindings.find(group.chat());
    }

    Viewer viewer(String user, Instant at) {
        List<Department> offices = departments(user);
        return new Viewer(
                false,
                offices.stream().anyMatch(office -> office.id().equals(Department.DESK)),
                posts(user, at).stream().map(Post::area).toList(),
                offices.stream().map(Department::id).toList());
    }

    /** The owner ids of the tickets that wait for this person. */
    List<String> ownerIds(String user, Instant at) {
        List<String> owners = new ArrayList<>();
        posts(user, at).forEach(post -> owners.add(post.area().value()));
        departments(user).forEach(office -> owners.add(office.id()));
        return owners.stream().distinct().toList();
    }

    /** In which capacity this person may do it now; empty for none. */
    Optional<Actor> actorFor(String user, Ticket ticket, ActionType type, Instant at) {
        return actors(user, at).stream()
                .filter(actor -> allowedActions.of(ticket, actor, at).contains(type))
                .findFirst();
    }

    private List<Actor> actors(String user, Instant at) {
        List<Actor> actors = new ArrayList<>();
        posts(user, at)
                .forEach(post -> actors.add(new Actor(Actor.Type.POST, post.id().value(), post.spoken())));
        departments(user)
                .forEach(office -> actors.add(new Actor(
                        office.id().equals(Department.DESK) ? Actor.Type.DESK : Actor.Type.DEPARTMENT,
                        office.id(),
                        office.name())));
        return actors;
    }

    private List<Post> posts(String user, Instant at) {
        return postDirectory.heldBy(user, DeadlinePolicy.localDate(at));
    }

    private List<Department> departments(String user) {
        return user.isEmpty()
                ? List.of()
                : departments.all().stream()
                        .filter(office -> office.userId().equals(user))
                        .toList();
    }
}
