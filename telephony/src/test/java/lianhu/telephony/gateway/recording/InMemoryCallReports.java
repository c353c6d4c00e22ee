package lianhu.telephony.gateway.recording;

import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import lianhu.core.report.ReceiptNo;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.callflow.event.ReportProgress;

/** Reports that are kept in memory, one for each call. */
public final class InMemoryCallReports implements CallReports {
    public static final String RECEIPT = "48271938";

    public record Entry(ReportKind kind, String caller, String language, List<byte[]> recordings) {}

    private final Map<CallId, Entry> entries = new LinkedHashMap<>();
    private final Map<CallId, List<byte[]>> bridges = new ConcurrentHashMap<>();
    private final Map<String, List<byte[]>> added = new ConcurrentHashMap<>();
    private final List<String> silent = new CopyOnWriteArrayList<>();
    private volatile BridgeRecording bridgeUse = new BridgeRecording.Add();
    private int failures;

    @Override
    public Uni<String> submit(CallId call, ReportKind kind, String caller, String language, List<byte[]> recordings) {
        return Uni.createFrom().item(() -> write(call, new Entry(kind, caller, language, recordings)));
    }

    @Override
    public Uni<Void> addUnattended(CallId call, String caller, String name, List<byte[]> recordings) {
        return Uni.createFrom().voidItem().invoke(() -> {
            if (recordings.isEmpty()) {
                silent.add(caller);
            } else {
                write(call, new Entry(ReportKind.UNATTENDED_MESSAGE, caller, "", recordings));
            }
        });
    }

    /** The numbers of those who said nothing behind the tone of the dialplan. */
    public List<String> silent() {
        return List.copyOf(silent);
    }

    @Override
    public Uni<BridgeRecording> bridgeRecording(CallId call) {
        return Uni.createFrom().item(() -> isSubmitted(call) ? new BridgeRecording.Add() : bridgeUse);
    }

    @Override
    public Uni<Void> addRecordings(CallId call, String name, List<byte[]> recordings) {
        return Uni.createFrom().voidItem().invoke(() -> {
            bridges.put(call, recordings);
            added.put(name, recordings);
        });
    }

    /** What was added under this name; empty while nothing was. */
    public List<byte[]> added(String name) {
        return added.getOrDefault(name, List.of());
    }

    /** Of the bridge of this call; empty while there are none. */
    public List<byte[]> bridge(CallId call) {
        return bridges.getOrDefault(call, List.of());
    }

    public void useBridges(BridgeRecording use) {
        bridgeUse = use;
    }

    @Override
    public Uni<Optional<ReportProgress>> findProgress(ReceiptNo receipt) {
        return Uni.createFrom()
                .item(Optional.of(new ReportProgress(ReportProgress.Stage.HANDLING, Optional.empty(), false))
                        .filter(found -> receipt.digits().equals(RECEIPT)));
    }

    private synchronized boolean isSubmitted(CallId call) {
        return bridgeUse instanceof BridgeRecording.Submit && entries.containsKey(call);
    }

    public synchronized void fail(int times) {
        failures = times;
    }

    public synchronized List<Entry> entries() {
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
