package lianhu.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Describes the machine of the measurement. */
record HostInfo(int processors, double load) {
    /** Takes the load before the run: a busy machine explains slow figures. */
    static HostInfo now() {
        return new HostInfo(
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    String describe() {
        return String.format(Locale.ROOT, "%d processors, load %.1f before the run", processors, load);
    }
}
