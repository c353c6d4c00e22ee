package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import lianhu.core.Rejected;
import lianhu.core.report.PhotoId;

/** Fetches what people send and keeps it. */
public interface Photographs {
    /** Empty or failed when it cannot be had now; fails with {@link Rejected} when it is neither picture nor voice. */
    Uni<Optional<PhotoId>> fetch(Picture picture, Duration patience);
}
