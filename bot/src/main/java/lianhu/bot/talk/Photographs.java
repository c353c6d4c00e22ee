package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.report.PhotoId;

/** Fetches what people send and keeps it. Empty when it cannot be had, or is neither picture nor voice. */
public interface Photographs {
    Uni<Optional<PhotoId>> fetch(Picture picture);
}
