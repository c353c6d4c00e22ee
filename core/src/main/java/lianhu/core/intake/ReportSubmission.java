package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Report;

/** The port every door sends to. */
public interface ReportSubmission {
    /** Completes after the commit; a report that came before gets its old receipt. Fails with {@link OverloadException}. */
    Uni<Receipt> submit(Report report);

    /** Too many reports are in flight: the door answers 503 and the platform comes again. */
    final class OverloadException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public OverloadException() {
            super("too many reports in flight", null, false, false);
        }
    }
}
