package lianhu.app;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names this copy of the gateway among several on one database. */
@Singleton
final class Instance {
    private final String name;

    Instance(AppSettings settings) {
        name = settings.instance().orElseGet(Instance::host);
    }

    String name() {
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
