package lianhu.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What the figures are taken on. */
record HostInfo(int processors, double load) {
    /** To be asked before the run: a machine that was busy then explains slow figures. */
    static HostInfo now() {
        return new HostInfo(
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    String describe() {
        return String.format(Locale.ROOT, "%d processors, load %.1f before the run", processors, load);
    }
}
