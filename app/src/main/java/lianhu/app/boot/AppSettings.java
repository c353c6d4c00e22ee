package lianhu.app.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of the whole gateway. */
@ConfigMapping(prefix = "lianhu")
public interface AppSettings {
    /** A folder below {@code counties/}, or a path to one. */
    @WithDefault("yunxi")
    String county();

    /** The name of this copy among several on one database; the host name when empty. */
    Optional<String> instance();

    @WithDefault(".lianhu")
    String dataDir();

    /** Where the programs of the embedded servers are unpacked; {@code ~/.cache/lianhu} when empty. */
    Optional<String> cacheDir();

    /** File with the county's master key; {@code <data-dir>/key} when empty. */
    Optional<String> keyFile();

    /** The address under which residents reach the pages; the local address when empty. */
    Optional<String> publicUrl();

    /**
     * The hours in which notices that can wait are held back, for instance {@code 22:00-07:00}; outside the county's
     * contact hours when empty. The same hour twice means none.
     */
    Optional<String> quietHours();

    /** Tells each member of staff on the morning of a workday what is open; the county's business hours say when. */
    @WithDefault("true")
    boolean morningDigest();

    /** Other users of an external database for what the application itself need not be allowed to do. */
    Database database();

    /** The embedded PostgreSQL sets both; on an external one the datasource's user does what no other is named for. */
    interface Database {
        /** Runs migrations, restore and key rotation: it owns the tables. */
        Optional<Login> owner();

        /** Reads for a backup. */
        Optional<Login> backup();
    }

    /** A user of the database. */
    interface Login {
        String username();

        Optional<String> password();
    }

    /** Runs the demonstration: invented people, public keys, an open desk. Never for a real county. */
    @WithDefault("false")
    boolean demo();

    /** The port of the local WeCom simulator of the demonstration. */
    @WithDefault("8090")
    int simulatorPort();

    /**
     * Where a test ends the process. The store itself reads it; it is declared here because an unknown setting stops
     * the start.
     */
    Optional<String> failpoint();
}
