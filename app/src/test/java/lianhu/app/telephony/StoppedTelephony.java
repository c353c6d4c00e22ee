package lianhu.app.telephony;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.fixture.SmallCountyFixture;
import org.jspecify.annotations.NullUnmarked;

/** A telephone that is not started, as where there is no Asterisk. */
@NullUnmarked
public final class StoppedTelephony {
    private StoppedTelephony() {}

    /** Nobody is asked. */
    public static OutboundCasework casework() {
        TelephonySettings settings = new SmallRyeConfigBuilder()
                .withMapping(TelephonySettings.class)
                .build()
                .getConfigMapping(TelephonySettings.class);
        return new OutboundCasework(
                null,
                null,
                null,
                null,
                SmallCountyFixture.deadlines(new HolidayCalendar(Map.of(), Set.of())),
                settings);
    }

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
                null,
                clock,
                new SimpleMeterRegistry());
    }
}
