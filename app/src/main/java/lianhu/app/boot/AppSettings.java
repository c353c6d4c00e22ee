package lianhu.app.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** Settings of the whole gateway. */
@ConfigMapping(prefix = "lianhu")
public interface AppSettings {
    /** A folder below {@code counties/}, or a path to one. */
    @WithDefault("yunxi")
    String county();

    /** Name of this copy among several on one database; the host's name when empty. */
    Optional<String> instance();

    @WithDefault(".lianhu")
    String dataDir();

    /** Where the programs of our own servers are unpacked; {@code ~/.cache/lianhu} when empty. */
    Optional<String> cacheDir();

    /** File with the county's master key; {@code <data-dir>/key} when empty. */
    Optional<String> keyFile();

    /** How residents reach the pages; the local address when empty. */
    Optional<String> publicUrl();

    /**
     * When nobody is told what can wait, for instance {@code 22:00-07:00}; outside the county's contact hours when empty. The
     * same hour twice means never.
     */
    Optional<String> quietHours();

    /** Invented people, public keys, open desk. Never for a real county. */
    @WithDefault("false")
    boolean demo();

    /** Where the local WeCom of the demonstration listens. */
    @WithDefault("8090")
    int simulatorPort();

    /** Reports on the road at once; one more gets 503 and the platform comes again. */
    @WithDefault("2000")
    @WithName("intake.max-in-flight")
    int maxInFlight();

    /** Where a test pulls the plug. Read by the store itself; named here, because an unknown setting stops the start. */
    Optional<String> failpoint();
}
