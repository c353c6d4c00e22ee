package lianhu.core.notice;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** How a person is reached on WeCom now: whoever holds the post, whoever reported. */
public interface AccountDirectory {
    /** The WeCom account behind an audience; empty for groups, plain groups and people without one. */
    Uni<Optional<String>> account(Recipient recipient);
}
