package lianhu.core.notice;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The current WeCom account of a recipient. */
public interface AccountDirectory {
    /** The account of the post's holder or the reporter; empty for groups and for persons without one. */
    Uni<Optional<String>> account(Recipient recipient);
}
