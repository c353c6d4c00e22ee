package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import lianhu.core.call.AdoptedCalls;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.eventloop.OutageLog;
import lianhu.telephony.gateway.outbound.OutboundCalls;

/**
 * Brings the calls of this instance back after a start or a gap, and takes those of an instance that has died. Used on one event
 * loop only.
 */
final class CallRecovery {
    private static final Duration LOAD_AGAIN = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger(CallRecovery.class.getName());

    private final EventLoop loop;
    private final AriClient ari;
    private final CallTransitions calls;
    private final CallOwnership ownership;
    private final CallReconciliation reconciliation;
    private final RecordingImport recordings;
    private final Optional<OutboundCalls> outbound;

    /** Calls that were read or adopted, until they are looked for in Asterisk. */
    private final Set<CallId> unreached = new HashSet<>();

    /** Applications of instances that do not run any more, until what they left in Asterisk is looked after. */
    private final Set<String> abandoned = new HashSet<>();

    private final OutageLog adoptionOutage = new OutageLog(LOG, "whether calls are adopted is not known");

    /** Until the open calls are read no event is handled: the dialplan takes the calls that come meanwhile. */
    private volatile boolean loaded;

    private boolean loading;
    private boolean closed;
    /** Something could not be stored or looked after, as far as is known: what is open has to be read again. */
    private boolean unknown;

    /** To which we are connected, or were last. */
    private String asteriskId = "";

    CallRecovery(
            EventLoop loop,
            AriClient ari,
            CallTransitions calls,
            CallOwnership ownership,
            CallReconciliation reconciliation,
            RecordingImport recordings,
            Optional<OutboundCalls> outbound) {
        this.loop = loop;
        this.ari = ari;
        this.calls = calls;
        this.ownership = ownership;
        this.reconciliation = reconciliation;
        this.recordings = recordings;
        this.outbound = outbound;
    }

    /** Whether events are handled. May be asked on any thread. */
    boolean isLoaded() {
        return loaded;
    }

    void markUnknown() {
        unknown = true;
    }

    /** Reads again what is open, if that is not known. False when it is known. */
    boolean loadIfUnknown() {
        if (unknown) {
            load();
        }
        return unknown;
    }

    void close() {
        closed = true;
    }

    /** After a gap: events may have been missed. */
    void connected(AriSnapshot snapshot) {
        if (loaded && snapshot.asterisk().equals(asteriskId)) {
            outbound.ifPresent(calling -> calling.reconcile(snapshot));
            reconcile(snapshot, calls.ids(), Set.copyOf(abandoned));
        } else {
            asteriskId = snapshot.asterisk();
            startOver();
        }
    }

    /** While Asterisk is away the lease is not renewed: an instance that reaches it may adopt the calls. */
    void renew() {
        if (loaded && ari.isReady()) {
            ownership.renew(this::startOver);
        }
    }

    void adoptExpired() {
        if (loaded && !loading && ari.isReady()) {
            ownership.adopt().subscribe().with(this::adopted, failure -> {
                // The answer may be lost, and the calls ours.
                unknown = true;
                adoptionOutage.failed(failure);
            });
        }
    }

    private void adopted(AdoptedCalls adopted) {
        adoptionOutage.worked();
        if (adopted.isEmpty()) {
            return;
        }
        LOG.log(Level.INFO, "{0} calls of {1} are adopted", adopted.calls().size(), adopted.applications());
        abandoned.addAll(adopted.applications());
        unreached.addAll(calls.adopt(adopted.calls()));
        lookForUnreached().subscribe().with(reconciled -> {}, failure -> {
            unknown = true;
            LOG.log(Level.WARNING, "adopted calls are not reached yet: {0}", failure.getMessage());
        });
    }

    /** Calls of another Asterisk, or of an instance that has lost its lease, are not ours to carry on. */
    private void startOver() {
        loaded = false;
        calls.drop();
        unreached.clear();
        load();
    }

    /** Reads the open calls, then what lives in Asterisk: an older snapshot would take a living call for ended. */
    private void load() {
        if (loading || closed) {
            return;
        }
        loading = true;
        boolean wasLoaded = loaded;
        String asterisk = asteriskId;
        ownership
                .acquire(asterisk)
                .chain(() -> calls.load(asterisk))
                .invoke(read -> {
                    if (!asterisk.equals(asteriskId)) {
                        calls.drop();
                        throw new IllegalStateException("Asterisk has changed");
                    }
                    loaded = true;
                    unknown = false;
                    unreached.addAll(read);
                })
                .chain(this::lookForUnreached)
                .invoke(snapshot -> {
                    // The events of outbound calls that were known all the time have come, and the snapshot is older
                    // than they.
                    if (!wasLoaded) {
                        outbound.ifPresent(calling -> calling.reconcile(snapshot));
                    }
                })
                .subscribe()
                .with(
                        reconciled -> {
                            loading = false;
                            if (!loaded) {
                                // The lease was lost meanwhile, or Asterisk has changed.
                                load();
                            }
                        },
                        this::notLoaded);
    }

    private void notLoaded(Throwable failure) {
        loading = false;
        unknown = true;
        LOG.log(
                Level.ERROR,
                "open calls are not carried on yet: {0}",
                failure.getClass().getName());
        if (!loaded) {
            loop.pause(LOAD_AGAIN)
                    .subscribe()
                    .with(
                            over -> load(),
                            broken -> LOG.log(
                                    Level.ERROR,
                                    "open calls are not read again: {0}",
                                    broken.getClass().getName()));
        }
    }

    /** What is added while Asterisk answers is newer than the snapshot, and stays for the next one. */
    private Uni<AriSnapshot> lookForUnreached() {
        Set<CallId> known = Set.copyOf(unreached);
        Set<String> applications = Set.copyOf(abandoned);
        return ari.snapshot().invoke(snapshot -> reconcile(snapshot, known, applications));
    }

    private void reconcile(AriSnapshot snapshot, Set<CallId> known, Set<String> applications) {
        reconciliation.run(snapshot, known, applications);
        unreached.removeAll(known);
        abandoned.removeAll(applications);
        recordings.run(snapshot);
        LOG.log(Level.INFO, "{0} calls are carried on", calls.open().size());
    }
}
