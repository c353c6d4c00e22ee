package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;
import lianhu.core.report.ReceiptNo;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportProgress;

/** Looks up what a call asks the store for. Used on one event loop only. */
final class CallLookups {
    private static final System.Logger LOG = System.getLogger(CallLookups.class.getName());

    private final Function<CallId, Uni<Optional<String>>> lastLanguage;
    private final Function<ReceiptNo, Uni<Optional<ReportProgress>>> progress;
    private final CommandRunner.Results results;

    CallLookups(
            Function<CallId, Uni<Optional<String>>> lastLanguage,
            Function<ReceiptNo, Uni<Optional<ReportProgress>>> progress,
            CommandRunner.Results results) {
        this.lastLanguage = lastLanguage;
        this.progress = progress;
        this.results = results;
    }

    /** After a failure the caller is asked. */
    void findLanguage(CallId id) {
        lastLanguage
                .apply(id)
                .subscribe()
                .with(
                        found -> found.ifPresent(
                                tag -> results.deliver(id, "language", new CallEvent.LanguageKnown(tag))),
                        failure -> LOG.log(
                                Level.INFO,
                                "the language of call {0} is not known: {1}",
                                id,
                                failure.getClass().getName()));
    }

    /** What cannot be looked up is said not to be found; the caller may ask a person. */
    void findProgress(CallId id, int lookup, String receipt) {
        String key = "progress " + lookup;
        progress.apply(new ReceiptNo(receipt))
                .subscribe()
                .with(
                        found -> results.deliver(
                                id,
                                key,
                                found.<CallEvent>map(one -> new CallEvent.ProgressFound(receipt, one))
                                        .orElseGet(() -> new CallEvent.ProgressUnknown(receipt))),
                        failure -> {
                            String cause = failure.getClass().getSimpleName();
                            LOG.log(Level.WARNING, "progress is not read for call {0}: {1}", id, cause);
                            results.deliver(id, key, new CallEvent.ProgressUnknown(receipt));
                        });
    }
}
