package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;

/** Who reported under a receipt. Opened only to prove that she is the one who asks, or to name her to her own unit head. */
public interface ReporterLookup {
    /** Empty for a receipt that is unknown, or given without name and number. */
    Uni<Optional<PersonDetails>> findByReceipt(ReceiptNo receipt);
}
