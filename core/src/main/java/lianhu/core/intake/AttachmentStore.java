package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;

/** Where pictures and voice messages are kept. They are named by what they show or say, so the same one is kept once. */
public interface AttachmentStore {
    /** Strips whatever tells where and by whom it was taken. Fails with {@link ReportRejectedException} or {@link StoreUnavailableException}. */
    Uni<AttachmentId> store(byte[] bytes);

    /** As it is. Fails with {@link ReportRejectedException} or {@link StoreUnavailableException}. */
    Uni<AttachmentId> storeVoice(byte[] bytes);

    Uni<Optional<Attachment>> find(AttachmentId id);
}
