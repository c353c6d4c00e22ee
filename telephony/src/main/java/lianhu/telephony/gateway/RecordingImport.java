package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lianhu.core.report.ReportRejectedException;
import lianhu.telephony.ari.AriException;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.gateway.recording.RecordedReports;

/**
 * Makes reports of what the dialplan recorded while no gateway took the call, and adds the recordings of ended talks, all who
 * talked together, to the reports of their calls. Used on one event loop only.
 */
final class RecordingImport {
    /** As {@code extensions.conf} names them: channel, then the number of the caller, which may be missing. */
    private static final String FALLBACK = "fallback-";

    /** Behind the channel and the number of the bridge; a caller whose agent is lost may come into a second one. */
    private static final String BRIDGE = "-bridge";

    private static final Pattern NUMBER = Pattern.compile("-\\d{1,6}$");

    private static final System.Logger LOG = System.getLogger(RecordingImport.class.getName());

    private final RecordedReports reports;
    private final CallTransitions calls;
    /** Those that are imported at present, and those that no further attempt would help. */
    private final Set<String> begun = new HashSet<>();

    private final Set<String> failed = new HashSet<>();
    private final Set<CallId> importing = new HashSet<>();

    RecordingImport(RecordedReports reports, CallTransitions calls) {
        this.reports = reports;
        this.calls = calls;
    }

    static String bridgeName(CallState call) {
        return call.id() + "-" + call.talk().bridge() + BRIDGE;
    }

    /**
     * A recording whose call goes on is growing and waits for the next run, also that of a call of another instance: the report of
     * the call comes first, with the number and the words of the caller. Two instances may import the same one: the report is
     * idempotent by call.
     */
    void run(AriSnapshot snapshot) {
        begun.retainAll(snapshot.recordings());
        failed.retainAll(snapshot.recordings());
        for (String recording : snapshot.recordings()) {
            callOf(recording)
                    .filter(call -> !calls.isOpen(call) && !snapshot.hasChannel(call.value()))
                    .ifPresent(call -> calls.whenClosed(call, () -> start(call, recording)));
        }
    }

    /** Recordings whose last attempt has failed: what was said is in Asterisk alone. */
    int failed() {
        return failed.size();
    }

    private void start(CallId call, String recording) {
        // One of a call at a time: the second recording is added to the report that is made of the first.
        if (importing.contains(call) || !begun.add(recording)) {
            return;
        }
        importing.add(call);
        Uni<Boolean> imported = recording.startsWith(FALLBACK)
                ? reports.importUnattended(call, recording, recording.substring(recording.lastIndexOf('-') + 1))
                : reports.importBridge(call, recording);
        imported.onTermination()
                .invoke(() -> importing.remove(call))
                .subscribe()
                .with(
                        isDone -> {
                            failed.remove(recording);
                            if (!isDone) {
                                begun.remove(recording);
                            }
                        },
                        failure -> {
                            failed.add(recording);
                            if (!isFinal(failure)) {
                                begun.remove(recording);
                            }
                            String cause = failure.getClass().getSimpleName();
                            LOG.log(Level.ERROR, "a recording of call {0} stays in Asterisk: {1}", call, cause);
                        });
    }

    private static Optional<CallId> callOf(String recording) {
        int dash = recording.lastIndexOf('-');
        if (recording.startsWith(FALLBACK) && dash > FALLBACK.length()) {
            return Optional.of(new CallId(recording.substring(FALLBACK.length(), dash)));
        }
        if (!recording.endsWith(BRIDGE)) {
            return Optional.empty();
        }
        String call = recording.substring(0, recording.length() - BRIDGE.length());
        return Optional.of(new CallId(NUMBER.matcher(call).replaceFirst("")));
    }

    /** Another attempt would end the same: the ticket is closed, or a recording of the dialplan too long. */
    private static boolean isFinal(Throwable failure) {
        return failure instanceof ReportRejectedException
                || failure instanceof AriException refusal && refusal.isRefused();
    }
}
