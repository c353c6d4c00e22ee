package lianhu.core.sms;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lianhu.core.report.ReceiptNo;

/** The numbers that a test lets reporters leave; nobody was told anything. */
public final class InMemoryReporterPhones implements ReporterPhones {
    private final Map<ReceiptNo, String> numbers = new HashMap<>();

    public InMemoryReporterPhones put(ReceiptNo receipt, String number) {
        numbers.put(receipt, number);
        return this;
    }

    public void clear() {
        numbers.clear();
    }

    @Override
    public Uni<Optional<String>> number(ReceiptNo receipt) {
        return Uni.createFrom().item(() -> Optional.ofNullable(numbers.get(receipt)));
    }

    @Override
    public Uni<Optional<String>> mobile(ReceiptNo receipt) {
        return number(receipt).map(number -> number.filter(MobileNumber::matches));
    }

    @Override
    public Uni<Optional<ReceiptNo>> lastTold(String phone) {
        return Uni.createFrom().item(Optional.empty());
    }
}
