package lianhu.embedded;

import java.nio.file.Path;
import java.util.List;

/** The embedded Asterisk of one data directory: fetched when it is missing, started, supervised, stopped. */
public final class EmbeddedAsterisk implements AutoCloseable {
    /** Extensions of the telephones of agents. */
    public static final List<String> AGENTS = List.of("8001", "8002");

    private final AsteriskServer server;
    private final Supervisor supervisor;
    private final DataLock lock;

    private EmbeddedAsterisk(Path home, Path folder) {
        server = new AsteriskServer(home, folder);
        supervisor = new Supervisor(server);
        lock = DataLock.acquire(folder);
    }

    /**
     * Returns when Asterisk answers. An Asterisk that a killed program left on this data goes on with its calls.
     *
     * @param data where it keeps its recordings, password and ports, in a folder of its own; created when missing
     * @param cache where its programs are unpacked once, for all data directories
     * @throws EmbeddedException when it cannot be had on this machine, or a person must correct something first; the message
     *     says why
     */
    public static EmbeddedAsterisk start(Path data, Path cache) {
        var folder = DataDirectory.prepare(data).resolve("asterisk");
        var asterisk = open(folder, cache);
        try {
            asterisk.supervisor.start();
            return asterisk;
        } catch (RuntimeException e) {
            asterisk.close();
            throw e;
        }
    }

    /** Of ARI, on 127.0.0.1; the same after Asterisk has died and was started again. */
    public int httpPort() {
        return server.httpPort();
    }

    /** Of SIP over UDP, on 127.0.0.1. */
    public int sipPort() {
        return server.sipPort();
    }

    /** The user of ARI. */
    public String user() {
        return AsteriskServer.USER;
    }

    public String password() {
        return server.password();
    }

    /** With which a telephone registers by SIP as one of {@link #AGENTS}. */
    public String agentPassword() {
        return server.agentPassword();
    }

    /** Changes when Asterisk has died and was started again. */
    public long pid() {
        return supervisor.pid();
    }

    /** Ends all calls and stops Asterisk; to be called when no client uses it any more. */
    @Override
    public void close() {
        supervisor.stop();
        lock.close();
    }

    /** As for the other servers, the account of the server must be able to read its programs. */
    private static EmbeddedAsterisk open(Path folder, Path cache) {
        try {
            return new EmbeddedAsterisk(AsteriskBinaries.ofThisMachine(cache).home(), folder);
        } catch (EmbeddedException e) {
            if (e.failure() != StartFailure.NO_UNPRIVILEGED_USER) {
                throw e;
            }
            var ownPrograms = folder.resolveSibling("programs");
            return new EmbeddedAsterisk(
                    AsteriskBinaries.ofThisMachine(ownPrograms).home(), folder);
        }
    }
}
