package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.report.Photo;
import lianhu.core.report.PhotoId;

/** Where pictures are kept. They are named by what they show, so the same one is kept once. */
public interface Photos {
    /** Strips whatever tells where and by whom it was taken. Fails with {@link Rejected} or {@link Unavailable}. */
    Uni<PhotoId> keep(byte[] bytes);

    Uni<Optional<Photo>> find(PhotoId id);
}
