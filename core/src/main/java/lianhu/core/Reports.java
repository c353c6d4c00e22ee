package lianhu.core;

import io.smallrye.mutiny.Uni;
import lianhu.core.report.Report;

/** The port every door sends to. */
public interface Reports {
    /** Completes after the commit; a report that came before gets its old receipt. Fails with {@link Busy}. */
    Uni<Receipt> send(Report report);

    /** Too many reports are in flight: the door answers 503 and the platform comes again. */
    final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Busy() {
            super("too many reports in flight", null, false, false);
        }
    }
}
