package lianhu.desk.roster;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;

/**
 * The posts of today. A role at a place is vacant when its last holder left, and so are the head of a unit and the keeper
 * of a grid that nobody ever was.
 */
@Singleton
final class PostSlots {
    private static final Map<Level, Role> NEEDED = Map.of(Level.UNIT, Role.UNIT_HEAD, Level.GRID, Role.KEEPER);

    private final PostDirectory postDirectory;
    private final Areas areas;
    private final InstantSource clock;

    PostSlots(PostDirectory postDirectory, Areas areas, InstantSource clock) {
        this.postDirectory = postDirectory;
        this.areas = areas;
        this.clock = clock;
    }

    private record RoleAtPlace(AreaCode area, Role role) {}

    /** Vacant ones first, the longest vacant before; then by place and role. */
    List<PostSlot> all() {
        LocalDate today = DeadlinePolicy.localDate(clock.instant());
        List<Post> posts = postDirectory.all();
        List<PostSlot> slots = new ArrayList<>();
        posts.stream()
                .filter(post -> isFilled(post, today))
                .forEach(post -> slots.add(new PostSlot(post, false, Optional.empty())));
        Set<RoleAtPlace> held =
                slots.stream().map(slot -> roleAtPlace(slot.post())).collect(Collectors.toSet());
        posts.stream()
                .filter(post -> !held.contains(roleAtPlace(post)))
                .filter(post -> areas.find(post.area()).isPresent())
                .collect(Collectors.toMap(PostSlots::roleAtPlace, post -> post, PostSlots::later))
                .values()
                .forEach(post -> slots.add(vacant(post)));
        Set<RoleAtPlace> known = posts.stream().map(PostSlots::roleAtPlace).collect(Collectors.toSet());
        needed(today).filter(post -> !known.contains(roleAtPlace(post))).forEach(post -> slots.add(vacant(post)));
        slots.sort(Comparator.comparing((PostSlot slot) -> !slot.isVacant())
                .thenComparing(slot -> slot.vacantSince().orElse(LocalDate.MIN))
                .thenComparing(slot -> slot.post().area())
                .thenComparing(slot -> slot.post().role()));
        return slots;
    }

    /** Empty for an unknown post, and for a former one whose place somebody else holds. */
    Optional<PostSlot> find(String id) {
        LocalDate today = DeadlinePolicy.localDate(clock.instant());
        return postDirectory
                .find(new PostId(id))
                .map(post -> isFilled(post, today) ? new PostSlot(post, false, Optional.empty()) : vacant(post))
                .filter(slot -> !slot.isVacant() || isOpen(slot.post(), today))
                .or(() -> needed(today)
                        .filter(post -> post.id().value().equals(id))
                        .findFirst()
                        .map(PostSlots::vacant));
    }

    private boolean isOpen(Post post, LocalDate today) {
        return areas.find(post.area()).isPresent()
                && postDirectory.at(post.area(), post.role(), today).stream().noneMatch(one -> isFilled(one, today));
    }

    private Stream<Post> needed(LocalDate today) {
        return areas.all().stream()
                .filter(area -> NEEDED.containsKey(area.code().level()))
                .map(area -> neverHeld(area, today));
    }

    private static PostSlot vacant(Post post) {
        return new PostSlot(post, true, post.until().map(last -> last.plusDays(1)));
    }

    /** A holder who begins later fills the post too. */
    private static boolean isFilled(Post post, LocalDate today) {
        return !post.person().isEmpty()
                && post.until().filter(last -> last.isBefore(today)).isEmpty();
    }

    private static RoleAtPlace roleAtPlace(Post post) {
        return new RoleAtPlace(post.area(), post.role());
    }

    private static Post later(Post one, Post other) {
        LocalDate last = one.until().orElse(LocalDate.MAX);
        return other.until().orElse(LocalDate.MAX).isAfter(last) ? other : one;
    }

    private static Post neverHeld(Area area, LocalDate today) {
        Role role = NEEDED.getOrDefault(area.code().level(), Role.KEEPER);
        return new Post(PostId.of(area.code(), role, 1), area.code(), role, "", "", "", today, Optional.empty());
    }
}
