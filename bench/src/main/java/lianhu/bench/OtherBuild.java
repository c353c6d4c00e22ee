package lianhu.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.bench.harness.InstalledApp;

/** Another build of the gateway to compare in the same run: {@code --against}, {@code --against-names}. */
final class OtherBuild {
    static final String FOLDER = "against";
    static final String NAMES = "against-names";

    /** @throws IllegalArgumentException when the folder holds no build, or a setting is given without its other name */
    static Optional<InstalledApp> of(BenchOptions benchOptions, InstalledApp own) {
        if (!benchOptions.has(FOLDER)) {
            return Optional.empty();
        }
        return Optional.of(own.other(Path.of(benchOptions.text(FOLDER, "")), names(benchOptions.text(NAMES, ""))));
    }

    /** {@code here=there,…}: settings that have another name in the other build. */
    static Map<String, String> names(String text) {
        return Arrays.stream(text.split(","))
                .filter(pair -> !pair.isBlank())
                .map(pair -> pair.strip().split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], OtherBuild::there));
    }

    private static String there(String[] pair) {
        if (pair.length < 2 || pair[1].isEmpty()) {
            throw new IllegalArgumentException("--" + NAMES + " is HERE=THERE,…, not " + pair[0]);
        }
        return pair[1];
    }

    private OtherBuild() {}
}
