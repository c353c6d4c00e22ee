package lianhu.adapters.store.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the intake. */
@ConfigMapping(prefix = "lianhu.intake")
public interface IntakeSettings {
    /** The bound on reports in flight; a further report gets 503 and the platform delivers it again. */
    @WithDefault("2000")
    int maxInFlight();

    /** Each has one statement in flight at most. Two halve the batches; a statement costs as much as five reports. */
    @WithDefault("1")
    int batchers();

    /** Most reports in one statement. A larger batch saves nothing and lengthens the wait of its first report. */
    @WithDefault("200")
    int batchSize();
}
