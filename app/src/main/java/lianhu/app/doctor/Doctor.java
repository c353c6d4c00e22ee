package lianhu.app.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Checks an installation before it goes live and in case of trouble. It only reads: it takes no lock, starts no server,
 * changes no row, and works with or without a running gateway.
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

    /**
     * Prints each line as soon as it is known, since WeCom may take long to answer. Returns the number of results by
     * severity.
     */
    public Map<DiagnosticResult.Severity, Integer> examine(Consumer<String> paper) {
        Map<DiagnosticResult.Severity, Integer> counts = new EnumMap<>(DiagnosticResult.Severity.class);
        DatabaseChecks databaseChecks = new DatabaseChecks(config, data, clock);
        Stream.of(
                        new HostChecks(config, data, clock).all(),
                        new CountyChecks(config, databaseChecks.departments(), clock).all(),
                        new NetworkChecks(config, clock).all(),
                        databaseChecks.all(),
                        new RedisChecks(config).all(),
                        new TelephonyChecks(config).all(),
                        new SmsChecks(config).all(),
                        new SpeechChecks(config).all())
                .flatMap(diagnosticResults -> diagnosticResults)
                .forEach(diagnosticResult -> {
                    counts.merge(diagnosticResult.severity(), 1, Integer::sum);
                    paper.accept(diagnosticResult.line());
                });
        return counts;
    }
}
