package lianhu.core.customergroup;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/** Stores the join ways. */
public interface JoinWayRepository {
    Uni<Optional<JoinWays.JoinWay>> find(AreaCode unit, String chat);

    Uni<Void> save(JoinWays.JoinWay way);
}
