package lianhu.telephony.ari;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;

/** How requests are sent whose answer changes nothing. */
public final class AriRequests {
    private static final System.Logger LOG = System.getLogger(AriRequests.class.getName());

    private AriRequests() {}

    /** Sends a request whose refusal means that what it would end has ended. */
    public static void drop(Uni<Void> request) {
        request.subscribe()
                .with(done -> {}, failure -> LOG.log(Level.INFO, "a request had no effect: {0}", failure.getMessage()));
    }
}
