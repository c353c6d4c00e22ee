package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lianhu.telephony.callflow.CallId;
import lianhu.telephony.callflow.ReportKind;

/** Reports that are kept in memory, one for each call. */
final class InMemoryCallReports implements CallReports {
    static final String RECEIPT = "48271938";

    record Entry(ReportKind kind, String caller, List<byte[]> recordings) {}

    private final Map<CallId, Entry> entries = new LinkedHashMap<>();
    private int failures;

    @Override
    public Uni<String> submit(CallId call, ReportKind kind, String caller, List<byte[]> recordings) {
        return Uni.createFrom().item(() -> write(call, new Entry(kind, caller, recordings)));
    }

    synchronized void fail(int times) {
        failures = times;
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    private synchronized String write(CallId call, Entry entry) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("the store is away");
        }
        entries.putIfAbsent(call, entry);
        return RECEIPT;
    }
}
