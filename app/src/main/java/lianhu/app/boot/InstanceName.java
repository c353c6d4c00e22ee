package lianhu.app.boot;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Names this copy of the gateway among several on one database. */
@Singleton
public final class InstanceName {
    private final String name;

    /** Two copies on one host listen on different ports; a copy that starts again keeps its name. */
    InstanceName(AppSettings settings, @ConfigProperty(name = "quarkus.http.port") int port) {
        name = settings.instance().orElseGet(() -> host() + ":" + port);
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
