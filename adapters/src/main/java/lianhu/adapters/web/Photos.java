package lianhu.adapters.web;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.Optional;
import lianhu.core.report.PhotoId;

/** Where photos are kept, without the place they were taken at. */
public interface Photos {
    /** Empty when it is no picture we can show. */
    Uni<Optional<PhotoId>> keep(Path upload);

    Uni<Optional<Picture>> find(PhotoId id);

    /** @param type for instance image/jpeg */
    record Picture(String type, byte[] bytes) {}
}
