package lianhu.core.roster;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Sessions of the desk that ended before their time, by their ids, for all copies of the gateway. It never fails. */
public interface SessionRevocations {
    /** @param remaining how long the session would have been valid; it is remembered no longer */
    Uni<Void> revoke(String id, Duration remaining);

    Uni<Boolean> isRevoked(String id);
}
