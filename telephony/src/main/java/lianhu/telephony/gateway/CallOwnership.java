package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.util.Optional;
import lianhu.core.call.AdoptedCalls;
import lianhu.core.call.CallLease;
import lianhu.core.call.CallLeases;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.eventloop.OutageLog;

/** The lease under which this instance owns its calls. Used on one event loop only. */
final class CallOwnership {
    private static final System.Logger LOG = System.getLogger(CallOwnership.class.getName());

    private final EventLoop loop;
    private final CallLeases leases;
    private final CallGatewayOptions options;
    private final String application;
    private final OutageLog outage = new OutageLog(LOG, "the lease is not renewed");
    private Optional<CallLease> lease = Optional.empty();
    /** A process replaces the lease of its predecessor, and afterwards waits until a lost lease expires. */
    private boolean takesOver = true;

    private boolean isRenewing;
    private boolean isAdopting;

    CallOwnership(EventLoop loop, CallLeases leases, CallGatewayOptions options, String application) {
        this.loop = loop;
        this.leases = leases;
        this.options = options;
        this.application = application;
    }

    /** Does nothing while a lease for this Asterisk is held. Fails when another process of this name holds it. */
    Uni<Void> acquire(String asterisk) {
        if (lease.filter(held -> held.asterisk().equals(asterisk)).isPresent()) {
            return Uni.createFrom().voidItem();
        }
        return leases.acquire(
                        options.instance(), application, asterisk, options.lease(), takesOver || lease.isPresent())
                .emitOn(loop)
                .invoke(acquired -> {
                    if (acquired.isEmpty()) {
                        LOG.log(
                                Level.ERROR,
                                "another process is called {0}; this one takes no calls",
                                options.instance());
                        throw new IllegalStateException("another process is called " + options.instance());
                    }
                    lease = acquired;
                    takesOver = false;
                })
                .replaceWithVoid();
    }

    /** @param whenLost runs when the calls belong to another instance, or to nobody */
    void renew(Runnable whenLost) {
        if (isRenewing) {
            return;
        }
        if (lease.isEmpty()) {
            whenLost.run();
            return;
        }
        isRenewing = true;
        CallLease held = lease.get();
        leases.renew(held, options.lease())
                .emitOn(loop)
                .onTermination()
                .invoke(() -> isRenewing = false)
                .subscribe()
                .with(
                        renewed -> {
                            outage.worked();
                            if (!renewed && lease.filter(held::equals).isPresent()) {
                                LOG.log(Level.WARNING, "the lease of {0} is lost", options.instance());
                                lease = Optional.empty();
                                whenLost.run();
                            }
                        },
                        outage::failed);
    }

    /** Nothing while an earlier attempt runs. */
    Uni<AdoptedCalls> adopt() {
        if (isAdopting || lease.isEmpty()) {
            return Uni.createFrom().item(AdoptedCalls.NONE);
        }
        isAdopting = true;
        return leases.adopt(lease.get(), options.lease())
                .emitOn(loop)
                .onTermination()
                .invoke(() -> isAdopting = false);
    }

    /**
     * For an instance that stops: another one adopts its calls at once, or the next process of this name carries them on. A lease that
     * cannot be released expires.
     */
    Uni<Void> release() {
        return lease.map(leases::release)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.log(
                        Level.WARNING,
                        "the lease expires by itself: {0}",
                        failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }
}
