package lianhu.telephony.gateway;

import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import lianhu.core.report.ReportRejectedException;
import lianhu.telephony.ari.AriException;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.callflow.CallId;

/** Adds the recordings of ended emergency calls, caller, emergency desk and duty seat together, to their reports. */
final class BridgeImport {
    private static final String SUFFIX = "-bridge";
    private static final System.Logger LOG = System.getLogger(BridgeImport.class.getName());

    private final RecordedReports reports;
    private final Predicate<CallId> isOpen;
    private final Set<String> added = new HashSet<>();

    BridgeImport(RecordedReports reports, Predicate<CallId> isOpen) {
        this.reports = reports;
        this.isOpen = isOpen;
    }

    static String name(CallId call) {
        return call + SUFFIX;
    }

    /** A recording whose call goes on is growing and waits for the next run. */
    void run(AriSnapshot snapshot) {
        for (String recording : snapshot.recordings()) {
            if (recording.endsWith(SUFFIX)) {
                CallId call = new CallId(recording.substring(0, recording.length() - SUFFIX.length()));
                if (!isOpen.test(call) && !snapshot.channelIds().contains(call.value()) && added.add(recording)) {
                    add(call, recording);
                }
            }
        }
    }

    private void add(CallId call, String recording) {
        reports.addBridge(call, recording).subscribe().with(done -> {}, failure -> {
            if (!isFinal(failure)) {
                added.remove(recording);
            }
            LOG.log(
                    Level.ERROR,
                    "the recording of emergency call {0} stays in Asterisk: {1}",
                    call,
                    failure.getClass().getSimpleName());
        });
    }

    /** Another attempt would end the same: the ticket is closed, or the recording too long. */
    private static boolean isFinal(Throwable failure) {
        return failure instanceof ReportRejectedException
                || failure instanceof AriException refusal && refusal.isRefused();
    }
}
