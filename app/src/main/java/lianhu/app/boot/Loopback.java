package lianhu.app.boot;

import java.util.regex.Pattern;

/** Tells whether the host of a setting is this machine: what is sent there does not leave it, and needs no TLS. */
public final class Loopback {
    private static final Pattern ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}");

    public static boolean isHost(String host) {
        return host.equals("localhost") || ADDRESS.matcher(host).matches();
    }

    private Loopback() {}
}
