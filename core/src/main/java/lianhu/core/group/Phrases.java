package lianhu.core.group;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Spoken;

/** What is to be said now. Empty when the time for it is over; fails when it must not be said yet. */
public interface Phrases {
    Uni<Optional<Spoken>> of(Delivery delivery);
}
