package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.report.Photo;
import lianhu.core.report.PhotoId;

/** Where pictures and voice messages are kept. They are named by what they show or say, so the same one is kept once. */
public interface Photos {
    /** Strips whatever tells where and by whom it was taken. Fails with {@link Rejected} or {@link Unavailable}. */
    Uni<PhotoId> keep(byte[] bytes);

    /** As it is. Fails with {@link Rejected} or {@link Unavailable}. */
    Uni<PhotoId> keepVoice(byte[] bytes);

    Uni<Optional<Photo>> find(PhotoId id);
}
