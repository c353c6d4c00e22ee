package lianhu.app.telephony;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the telephone counts for the operator. */
final class TelephonyMeters {
    static void register(MeterRegistry meters, TelephonyService telephony) {
        FunctionCounter.builder(
                        "lianhu.telephone.requests.refused",
                        telephony,
                        self -> self.gatewayStatus().refusedRequests())
                .description(
                        "requests that Asterisk refused, without those that a hang-up explains, and steps of outbound calls"
                                + " that the store did not take")
                .register(meters);
        FunctionCounter.builder(
                        "lianhu.telephone.emergency.unreached",
                        telephony,
                        self -> self.gatewayStatus().unreachedDesks())
                .description("attempts to reach the emergency desk that failed")
                .register(meters);
        Gauge.builder(
                        "lianhu.telephone.reports.unsaved",
                        telephony,
                        self -> self.gatewayStatus().unsavedReports())
                .description("calls whose report the store refuses at present")
                .register(meters);
        Gauge.builder(
                        "lianhu.telephone.recordings.failed",
                        telephony,
                        self -> self.gatewayStatus().failedRecordings())
                .description("recordings in Asterisk that could not be made part of a report")
                .register(meters);
    }

    private TelephonyMeters() {}
}
