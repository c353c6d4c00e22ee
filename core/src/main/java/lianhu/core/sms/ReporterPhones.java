package lianhu.core.sms;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.report.ReceiptNo;

/** The numbers that reporters left. */
public interface ReporterPhones {
    /** The number as it was left; empty for none and for one that was erased. */
    Uni<Optional<String>> number(ReceiptNo receipt);

    /** A number that can get an SMS; empty for none, for a landline and for one that was erased. */
    Uni<Optional<String>> mobile(ReceiptNo receipt);

    /** The receipt that the newest SMS to this number was about, within the last thirty days. */
    Uni<Optional<ReceiptNo>> lastTold(String phone);
}
