package lianhu.core.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/** The posts and their holders. Every copy of the gateway holds them in memory. */
public interface PostDirectory {
    List<Post> all();

    /** The posts whose holder serves on that day. */
    default List<Post> at(AreaCode area, Role role, LocalDate day) {
        return all().stream()
                .filter(post -> post.role() == role && post.area().equals(area) && post.isHeldOn(day))
                .toList();
    }

    default Optional<Post> find(PostId id) {
        return all().stream().filter(post -> post.id().equals(id)).findFirst();
    }

    default List<Post> heldBy(String userId, LocalDate day) {
        return userId.isEmpty()
                ? List.of()
                : all().stream()
                        .filter(post -> post.userId().equals(userId) && post.isHeldOn(day))
                        .toList();
    }
}
