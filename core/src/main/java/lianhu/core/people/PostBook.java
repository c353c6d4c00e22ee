package lianhu.core.people;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.core.area.AreaCode;

/** The posts as a value, indexed for the intake road. */
public final class PostBook implements Posts {
    private record Place(AreaCode area, Role role) {}

    private final List<Post> posts;
    private final Map<Place, List<Post>> byPlace;
    private final Map<PostId, Post> byId = new HashMap<>();

    public PostBook(Collection<Post> posts) {
        this.posts = List.copyOf(posts);
        byPlace = posts.stream().collect(Collectors.groupingBy(post -> new Place(post.area(), post.role())));
        posts.forEach(post -> byId.put(post.id(), post));
    }

    @Override
    public List<Post> all() {
        return posts;
    }

    @Override
    public List<Post> at(AreaCode area, Role role, LocalDate day) {
        return byPlace.getOrDefault(new Place(area, role), List.of()).stream()
                .filter(post -> post.isHeldOn(day))
                .toList();
    }

    @Override
    public Optional<Post> find(PostId id) {
        return Optional.ofNullable(byId.get(id));
    }
}
