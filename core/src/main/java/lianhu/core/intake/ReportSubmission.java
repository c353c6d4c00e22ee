package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Report;

/** The port through which every channel submits reports. */
public interface ReportSubmission {
    /**
     * Completes after the commit; a repeated report returns its first receipt. Fails with {@link OverloadException}.
     */
    Uni<Receipt> submit(Report report);

    /** Too many reports are in flight: the channel answers 503 and the platform sends the report again. */
    final class OverloadException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public OverloadException() {
            super("too many reports in flight", null, false, false);
        }
    }
}
