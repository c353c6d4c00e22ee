package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.report.PhotoId;

/** Pictures by the hash of their bytes, without what a camera writes beside them (place, time, device). */
public interface Photos {
    Uni<PhotoId> keep(byte[] bytes);

    Uni<Optional<Photo>> find(PhotoId id);

    /** @param type for instance image/jpeg */
    @SuppressWarnings("ArrayRecordComponent")
    record Photo(String type, byte[] bytes) {}
}
