package lianhu.telephony.ari;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where and how to reach one Asterisk.
 *
 * @param application name of our Stasis application; one per gateway instance, kept over restarts
 * @param requestDeadline longest wait for the answer to one request, and for a connection
 * @param pingInterval Asterisk sends no pings on this socket: a peer that leaves two of ours unanswered is dead
 * @param httpPool most HTTP connections for recording files; each is a session of {@code sessionlimit} in http.conf
 */
public record AriOptions(
        String host,
        int port,
        String user,
        String password,
        String application,
        Duration requestDeadline,
        Duration pingInterval,
        int httpPool) {
    /** A comma would name two applications, and {@code StasisBroadcast} finds the instances by a regular expression. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,60}");

    /** @throws IllegalArgumentException when the application is not a name of 1 to 60 letters, digits, dots, _ and - */
    public AriOptions {
        if (!NAME.matcher(application).matches()) {
            throw new IllegalArgumentException("not a name of a Stasis application: " + application);
        }
    }

    /**
     * The options of a gateway instance.
     *
     * @param prefix common to all instances, as in the regular expression of {@code StasisBroadcast}
     * @param instance distinguishes the instances; the application is called {@code <prefix>-<instance>}
     */
    public static AriOptions of(String host, int port, String user, String password, String prefix, String instance) {
        return new AriOptions(
                host, port, user, password, prefix + "-" + instance, Duration.ofSeconds(5), Duration.ofSeconds(15), 8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return application + "@" + host + ":" + port;
    }
}
