package lianhu.bot.conversation.handler;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.bot.conversation.ConversationPlace;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.AllowedActions;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.GroupBinding;
import lianhu.core.query.Viewer;
import lianhu.core.roster.Post;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;

/** A WeCom account as holder of posts and contact of offices. */
final class StaffContext {
    private static final Set<Role> HEADS = Set.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);

    private final Directories directories;
    private final AllowedActions allowedActions;

    StaffContext(Directories directories, AllowedActions allowedActions) {
        this.directories = directories;
        this.allowedActions = allowedActions;
    }

    /** As neighbours know the speaker; empty for those without a post. */
    String name(String user, Instant at) {
        return posts(user, at).stream().findFirst().map(Post::person).orElse("");
    }

    boolean isStaff(String user, Instant at) {
        return !posts(user, at).isEmpty() || !departments(user).isEmpty();
    }

    /** A unit head speaks of his unit; others of the place their group is bound to, or of the place of their own post. */
    AreaCode area(IncomingMessage incomingMessage) {
        List<Post> held = posts(incomingMessage.senderId(), incomingMessage.receivedAt());
        AreaCode county = county();
        return switch (incomingMessage.place()) {
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
        return directories.areas().county().code();
    }

    Optional<GroupBinding> binding(ConversationPlace.Group group) {
        return directories.bindings().find(group.chat());
    }

    Viewer viewer(String user, Instant at) {
        List<Department> offices = departments(user);
        return new Viewer(
                false,
                offices.stream().anyMatch(office -> office.id().equals(Department.DESK)),
                posts(user, at).stream().map(Post::area).toList(),
                offices.stream().map(Department::id).toList());
    }

    /** Ids tickets are led by when they wait for this person. */
    List<String> ownerIds(String user, Instant at) {
        List<String> leads = new ArrayList<>();
        posts(user, at).forEach(post -> leads.add(post.area().value()));
        departments(user).forEach(office -> leads.add(office.id()));
        return leads.stream().distinct().toList();
    }

    /** As whom this person may do it now; empty when as nobody. */
    Optional<Actor> actorFor(String user, Ticket ticket, ActionType type, Instant at) {
        LocalDate day = DeadlinePolicy.localDate(at);
        return actors(user, at).stream()
                .filter(actor -> allowedActions.of(ticket, actor, day).contains(type))
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
        return directories.posts().heldBy(user, DeadlinePolicy.localDate(at));
    }

    private List<Department> departments(String user) {
        return user.isEmpty()
                ? List.of()
                : directories.departments().all().stream()
                        .filter(office -> office.userId().equals(user))
                        .toList();
    }
}
