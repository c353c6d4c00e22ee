package lianhu.bot.conversation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReportRejectedException;

/** Downloads and stores pictures and voices. */
public interface MediaDownloader {
    /**
     * Empty or failed when it is not available now; fails with {@link ReportRejectedException} when it is neither a
     * picture nor a voice.
     */
    Uni<Optional<AttachmentId>> download(IncomingMedia incomingMedia, Duration patience);
}
