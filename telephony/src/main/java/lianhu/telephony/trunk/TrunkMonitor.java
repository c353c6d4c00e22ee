package lianhu.telephony.trunk;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import lianhu.telephony.ari.AriException;

/** Asks Asterisk, once a sweep, whether the trunk of the operator answers. Used on one event loop only. */
public final class TrunkMonitor {
    /**
     * Sweeps of ten seconds. Asterisk asks the operator every 30 seconds, and calls a trunk offline that it has not asked yet.
     */
    private static final int DOWN_AFTER = 4;

    private static final System.Logger LOG = System.getLogger(TrunkMonitor.class.getName());

    private final Supplier<Uni<String>> state;
    private int offline;

    /** @param state asks for {@code online}, {@code offline} or {@code unknown}; not found where there is no such trunk */
    public TrunkMonitor(Supplier<Uni<String>> state) {
        this.state = state;
    }

    /** Whether the trunk has not answered for half a minute. False where Asterisk has no trunk of this name. */
    public boolean isDown() {
        return offline >= DOWN_AFTER;
    }

    /** The answer comes later. */
    public void ask() {
        state.get().subscribe().with(answer -> offline = answer.equals("offline") ? offline + 1 : 0, failure -> {
            if (failure instanceof AriException refusal && refusal.isNotFound()) {
                offline = 0;
            } else {
                LOG.log(Level.DEBUG, "the state of the trunk is not known: {0}", failure.getMessage());
            }
        });
    }
}
