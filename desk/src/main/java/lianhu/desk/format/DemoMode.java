package lianhu.desk.format;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether this is a demonstration: open to every visitor, and marked as one on every page. */
@Singleton
public final class DemoMode {
    private final boolean isOn;
    private final int simulatorPort;

    public DemoMode(
            @ConfigProperty(name = "lianhu.demo", defaultValue = "false") boolean isOn,
            @ConfigProperty(name = "lianhu.simulator-port", defaultValue = "8090") int simulatorPort) {
        this.isOn = isOn;
        this.simulatorPort = simulatorPort;
    }

    public boolean isOn() {
        return isOn;
    }

    /** The address of the local WeCom, for the browser. */
    public String simulator() {
        return "http://127.0.0.1:" + simulatorPort;
    }
}
