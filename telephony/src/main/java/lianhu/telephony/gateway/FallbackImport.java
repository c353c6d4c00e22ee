package lianhu.telephony.gateway;

import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.callflow.CallId;
import lianhu.telephony.callflow.ReportKind;

/** Makes reports of what the dialplan recorded while no gateway took the call. */
final class FallbackImport {
    /** As {@code extensions.conf} names them: channel, then the number of the caller, which may be missing. */
    private static final String PREFIX = "fallback-";

    private static final System.Logger LOG = System.getLogger(FallbackImport.class.getName());

    private final RecordedReports reports;
    private final Set<String> submitted = new HashSet<>();

    FallbackImport(RecordedReports reports) {
        this.reports = reports;
    }

    /** A recording whose channel still lives is growing and waits for the next run. */
    void run(AriSnapshot snapshot) {
        for (String recording : snapshot.recordings()) {
            int dash = recording.lastIndexOf('-');
            if (recording.startsWith(PREFIX) && dash > PREFIX.length()) {
                String channel = recording.substring(PREFIX.length(), dash);
                if (!snapshot.channelIds().contains(channel) && submitted.add(recording)) {
                    submit(recording, new CallId(channel), recording.substring(dash + 1));
                }
            }
        }
    }

    private void submit(String recording, CallId call, String caller) {
        reports.submit(call, ReportKind.UNATTENDED_MESSAGE, caller, List.of(recording))
                .subscribe()
                .with(receipt -> {}, failure -> {
                    submitted.remove(recording);
                    LOG.log(
                            Level.ERROR,
                            "a recording of the dialplan is no report yet: {0}",
                            failure.getClass().getSimpleName());
                });
    }
}
