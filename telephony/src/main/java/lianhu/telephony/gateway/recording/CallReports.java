package lianhu.telephony.gateway.recording;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.report.ReceiptNo;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.callflow.event.ReportProgress;

/** Makes reports of calls. */
public interface CallReports {
    /**
     * Makes a report durable. Idempotent by call: a second submission returns the same receipt; an emergency and a talk
     * that nobody filed are reports of their own.
     *
     * @param caller the number, empty when withheld
     * @param language tag of the language that the caller asked for; empty for that of the county
     * @param recordings WAV files in their order; empty when nobody spoke, or nothing of it was kept
     * @return the receipt; fails when the report is not known to be durable
     */
    Uni<String> submit(CallId call, ReportKind kind, String caller, String language, List<byte[]> recordings);

    /**
     * Files a call that the dialplan took, from its beginning or later. Its words become part of the report of the call where there
     * is one, otherwise a report; without words it is a call to call back. Idempotent by call and recording.
     *
     * @param caller the number, empty when withheld
     * @param name of the recording
     * @param recordings empty when nobody spoke
     * @return fails when the call is not known to be filed
     */
    Uni<Void> addUnattended(CallId call, String caller, String name, List<byte[]> recordings);

    /** What is to become of the recording of the talk of this call, which has ended. */
    Uni<BridgeRecording> bridgeRecording(CallId call);

    /**
     * Adds the recording of a talk to the report of its call. Idempotent by recording.
     *
     * @param name of the recording
     * @return fails with {@link lianhu.core.report.ReportRejectedException} when the ticket takes no addition any more, otherwise
     *     when the recordings are not known to be durable
     */
    Uni<Void> addRecordings(CallId call, String name, List<byte[]> recordings);

    /** How the matter of this receipt stands. Empty when there is none, or when a caller may not hear of it. */
    Uni<Optional<ReportProgress>> findProgress(ReceiptNo receipt);
}
