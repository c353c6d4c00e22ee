package lianhu.core.kf;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The read position of each customer service account. One copy of the gateway reads at a time. */
public interface KfCursorStore {
    /** The position to continue from, if no other copy reads now; the empty string before the first message. */
    Uni<Optional<String>> acquire(String account, String reader);

    /** Everything before the position is stored. False when another copy reads now. */
    Uni<Boolean> advance(String account, String reader, String cursor);

    /** Lets other copies read. */
    Uni<Void> release(String account, String reader);

    /** The account's link, as WeCom created it. */
    Uni<Optional<String>> link(String account);

    Uni<Void> saveLink(String account, String link);
}
