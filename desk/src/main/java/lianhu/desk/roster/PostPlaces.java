package lianhu.desk.roster;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Optional;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.roster.Post;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;

/** Names posts for the staff, and who gets the work of a vacant one. */
@Singleton
final class PostPlaces {
    private final Areas areas;
    private final OwnerResolver ownerResolver;

    PostPlaces(Areas areas, OwnerResolver ownerResolver) {
        this.areas = areas;
        this.ownerResolver = ownerResolver;
    }

    /** 云溪镇上河村一组 联户长. */
    String name(Post post) {
        return areas.displayName(post.area()) + " " + post.title();
    }

    /** Whom new tickets of this level reach today; empty for roles that own no tickets. */
    Optional<String> substitute(Post post, LocalDate day) {
        return level(post)
                .map(type -> ownerResolver
                        .nearestStaffed(post.area(), type, day)
                        .map(Owner::name)
                        .orElseGet(() -> ownerResolver.desk().name()));
    }

    private static Optional<OwnerType> level(Post post) {
        return switch (post.role()) {
            case UNIT_HEAD, DEPUTY_HEAD -> Optional.of(OwnerType.UNIT);
            case KEEPER, HELPER -> Optional.of(post.area().isAway() ? OwnerType.AWAY_GRID : OwnerType.GRID);
            case GRID_HEAD, GUIDE, TOWNSHIP_ROOM, DISPATCHER, DUTY, LEADER -> Optional.empty();
        };
    }
}
