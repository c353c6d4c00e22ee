package lianhu.core.kf;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** How far each account of customer service was read. One copy of the gateway reads at a time. */
public interface KfCursorStore {
    /** Where to go on, if nobody else reads now; the empty string before the first message. */
    Uni<Optional<String>> acquire(String account, String reader);

    /** All before this place is kept. False when somebody else reads by now. */
    Uni<Boolean> advance(String account, String reader, String cursor);

    /** Others may read. */
    Uni<Void> release(String account, String reader);

    /** The account's link as WeCom made it once. */
    Uni<Optional<String>> link(String account);

    Uni<Void> saveLink(String account, String link);
}
