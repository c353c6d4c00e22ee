package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;

/** Stores pictures and voice messages under the hash of their content, so the same one is stored once. */
public interface AttachmentStore {
    /**
     * Strips metadata on place and author. Fails with {@link ReportRejectedException} or {@link
     * StoreUnavailableException}.
     */
    Uni<AttachmentId> store(byte[] bytes);

    /** Stores the bytes unchanged. Fails with {@link ReportRejectedException} or {@link StoreUnavailableException}. */
    Uni<AttachmentId> storeVoice(byte[] bytes);

    Uni<Optional<Attachment>> find(AttachmentId id);
}
