package lianhu.app.boot;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names this copy of the gateway among several on one database. */
@Singleton
public final class InstanceName {
    private final String name;

    InstanceName(AppSettings settings) {
        name = settings.instance().orElseGet(InstanceName::host);
    }

    public String name() {
        return name;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "gateway";
        }
    }
}
