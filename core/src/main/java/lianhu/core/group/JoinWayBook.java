package lianhu.core.group;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/** Remembers the join ways that were made. */
public interface JoinWayBook {
    Uni<Optional<JoinWays.JoinWay>> find(AreaCode unit, String chat);

    Uni<Void> keep(JoinWays.JoinWay way);
}
