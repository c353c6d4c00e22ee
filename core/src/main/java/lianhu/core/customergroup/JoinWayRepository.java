package lianhu.core.customergroup;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/** Remembers the join ways that were made. */
public interface JoinWayRepository {
    Uni<Optional<JoinWays.JoinWay>> find(AreaCode unit, String chat);

    Uni<Void> save(JoinWays.JoinWay way);
}
