package lianhu.app.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * What the one person who keeps the gateway asks before going live, and at three in the morning. Looks only: it takes no
 * lock, starts no server, changes no row, and works beside a running gateway as well as without one.
 */
public final class Doctor {
    private final Config config;
    private final Path data;
    private final InstantSource clock;

    public Doctor(Config config, Path data, InstantSource clock) {
        this.config = config;
        this.data = data;
        this.clock = clock;
    }

    /** Each line as soon as it is known, since WeCom may be silent for a while. Returns how many of each grade there were. */
    public Map<DiagnosticResult.Severity, Integer> examine(Consumer<String> paper) {
        Map<DiagnosticResult.Severity, Integer> counts = new EnumMap<>(DiagnosticResult.Severity.class);
        Stream.of(
                        new HostChecks(config, data, clock).all(),
                        new CountyChecks(config).all(),
                        new NetworkChecks(config, clock).all(),
                        new DatabaseChecks(config, data, clock).all())
                .flatMap(diagnosticResults -> diagnosticResults)
                .forEach(diagnosticResult -> {
                    counts.merge(diagnosticResult.severity(), 1, Integer::sum);
                    paper.accept(diagnosticResult.line());
                });
        return counts;
    }
}
