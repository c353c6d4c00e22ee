package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * Which instances of the gateway run, so that another one carries on the calls of an instance that does not. One lease covers all
 * calls of an instance: they live and end with one process, and four hundred calls cost one write in five seconds. Times are
 * those of the store, since the clocks of two instances differ.
 */
public interface CallLeases {
    /** After this time an open call of an Asterisk to which no instance is connected has ended there, or that Asterisk has a new id. */
    Duration LEFT_AFTER = Duration.ofDays(1);

    /**
     * Begins a lease. A restarted instance carries its own calls on at once; it need not wait for its former lease to expire.
     *
     * @param application name of the instance's application in Asterisk
     * @param takesOver whether a lease of this name that has not expired is replaced: yes at the start of a process, no when it
     *     has lost its lease, which another process of the same name may hold
     * @return empty when another process holds the lease
     */
    Uni<Optional<CallLease>> acquire(
            String instance, String application, String asterisk, Duration length, boolean takesOver);

    /** Prolongs a lease, also one that has expired while nobody noticed. False when it is lost: replaced, or its calls adopted. */
    Uni<Boolean> renew(CallLease lease, Duration length);

    /** Ends a lease. The calls stay open, for another instance or the next process of this name. */
    Uni<Void> release(CallLease lease);

    /**
     * Makes this instance the owner of the calls on its Asterisk whose owners hold no lease, and of the calls of other Asterisks
     * that are {@link #LEFT_AFTER} old and to whose Asterisk no instance with a lease is connected. Each row grows by a version:
     * what the former owner writes later is {@link CallStore.SaveResult#STALE}.
     *
     * @param length nothing is adopted before the own lease is that old: after an outage of the store all leases have expired, and
     *     those who still run need the time to renew theirs
     */
    Uni<AdoptedCalls> adopt(CallLease lease, Duration length);
}
