package lianhu.app.telephony;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.jspecify.annotations.NullUnmarked;

/** A telephone that is not started, as where there is no Asterisk. */
@NullUnmarked
public final class StoppedTelephony {
    private StoppedTelephony() {}

    public static TelephonyService create(InstantSource clock) {
        return new TelephonyService(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                clock,
                new SimpleMeterRegistry());
    }
}
