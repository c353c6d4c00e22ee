package lianhu.bot.conversation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReportRejectedException;

/** Fetches what people send and keeps it. */
public interface MediaDownloader {
    /** Empty or failed when it cannot be had now; fails with {@link ReportRejectedException} when it is neither picture nor voice. */
    Uni<Optional<AttachmentId>> download(IncomingMedia incomingMedia, Duration patience);
}
