package lianhu.core.roster;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.core.area.AreaCode;

/** The posts as a value, indexed for the intake path. */
public final class InMemoryPostDirectory implements PostDirectory {
    private record AreaRole(AreaCode area, Role role) {}

    private final List<Post> posts;
    private final Map<AreaRole, List<Post>> byPlace;
    private final Map<PostId, Post> byId = new HashMap<>();

    public InMemoryPostDirectory(Collection<Post> posts) {
        this.posts = List.copyOf(posts);
        byPlace = posts.stream().collect(Collectors.groupingBy(post -> new AreaRole(post.area(), post.role())));
        posts.forEach(post -> byId.put(post.id(), post));
    }

    @Override
    public List<Post> all() {
        return posts;
    }

    @Override
    public List<Post> at(AreaCode area, Role role, LocalDate day) {
        return byPlace.getOrDefault(new AreaRole(area, role), List.of()).stream()
                .filter(post -> post.isHeldOn(day))
                .toList();
    }

    @Override
    public Optional<Post> find(PostId id) {
        return Optional.ofNullable(byId.get(id));
    }
}
