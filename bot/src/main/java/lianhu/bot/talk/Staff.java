package lianhu.bot.talk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.Legal;
import lianhu.core.Viewer;
import lianhu.core.area.AreaCode;
import lianhu.core.deadline.Deadlines;
import lianhu.core.notice.Binding;
import lianhu.core.people.Post;
import lianhu.core.people.Role;
import lianhu.core.routing.Department;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;

/** A WeCom account as holder of posts and contact of offices. */
final class Staff {
    private static final Set<Role> HEADS = Set.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);

    private final Roster roster;
    private final Legal legal;

    Staff(Roster roster, Legal legal) {
        this.roster = roster;
        this.legal = legal;
    }

    /** As neighbours know the speaker; empty for those without a post. */
    String name(String user, Instant at) {
        return posts(user, at).stream().findFirst().map(Post::person).orElse("");
    }

    boolean isOne(String user, Instant at) {
        return !posts(user, at).isEmpty() || !offices(user).isEmpty();
    }

    /** A unit head speaks of his unit; others of the place their group is bound to, or of the place of their own post. */
    AreaCode place(Utterance utterance) {
        List<Post> held = posts(utterance.speaker(), utterance.receivedAt());
        AreaCode county = county();
        return switch (utterance.place()) {
            case Place.Group group -> {
                AreaCode bound = binding(group).map(Binding::area).orElse(county);
                yield held.stream()
                        .filter(post -> HEADS.contains(post.role()))
                        .map(Post::area)
                        .filter(bound::contains)
                        .findFirst()
                        .orElse(bound);
            }
            case Place.Alone alone ->
                alone.from()
                        .orElseGet(() -> held.stream()
                                .map(Post::area)
                                .max(Comparator.comparing(AreaCode::level))
                                .orElse(county));
        };
    }

    AreaCode county() {
        return roster.areas().county().code();
    }

    Optional<Binding> binding(Place.Group group) {
        return roster.bindings().find(group.chat());
    }

    Viewer viewer(String user, Instant at) {
        List<Department> offices = offices(user);
        return new Viewer(
                false,
                offices.stream().anyMatch(office -> office.id().equals(Department.DESK)),
                posts(user, at).stream().map(Post::area).toList(),
                offices.stream().map(Department::id).toList());
    }

    /** Ids tickets are led by when they wait for this person. */
    List<String> leads(String user, Instant at) {
        List<String> leads = new ArrayList<>();
        posts(user, at).forEach(post -> leads.add(post.area().value()));
        offices(user).forEach(office -> leads.add(office.id()));
        return leads.stream().distinct().toList();
    }

    /** As whom this person may do it now; empty when as nobody. */
    Optional<Actor> who(String user, Ticket ticket, ActionType type, Instant at) {
        LocalDate day = Deadlines.day(at);
        return actors(user, at).stream()
                .filter(actor -> legal.of(ticket, actor, day).contains(type))
                .findFirst();
    }

    private List<Actor> actors(String user, Instant at) {
        List<Actor> actors = new ArrayList<>();
        posts(user, at)
                .forEach(post -> actors.add(new Actor(Actor.Type.POST, post.id().value(), post.spoken())));
        offices(user)
                .forEach(office -> actors.add(new Actor(
                        office.id().equals(Department.DESK) ? Actor.Type.DESK : Actor.Type.DEPARTMENT,
                        office.id(),
                        office.name())));
        return actors;
    }

    private List<Post> posts(String user, Instant at) {
        return roster.posts().heldBy(user, Deadlines.day(at));
    }

    private List<Department> offices(String user) {
        return user.isEmpty()
                ? List.of()
                : roster.departments().all().stream()
                        .filter(office -> office.userId().equals(user))
                        .toList();
    }
}
