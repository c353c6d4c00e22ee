package lianhu.app;

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
final class Doctor {
    private final Config config;
    private final Path data;
    private final InstantSource clock;

    Doctor(Config config, Path data, InstantSource clock) {
        this.config = config;
        this.data = data;
        this.clock = clock;
    }

    /** Each line as soon as it is known, since WeCom may be silent for a while. Returns how many of each grade there were. */
    Map<Finding.Grade, Integer> look(Consumer<String> paper) {
        Map<Finding.Grade, Integer> counts = new EnumMap<>(Finding.Grade.class);
        Stream.of(
                        new GroundCheck(config, data, clock).all(),
                        new CountyCheck(config).all(),
                        new OutsideCheck(config, clock).all(),
                        new StoreCheck(config, data, clock).all())
                .flatMap(findings -> findings)
                .forEach(finding -> {
                    counts.merge(finding.grade(), 1, Integer::sum);
                    paper.accept(finding.line());
                });
        return counts;
    }
}
