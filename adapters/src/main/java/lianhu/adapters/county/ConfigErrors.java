package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.List;

/** Collects the errors and warnings of a county's folder, so that one start shows all of them. */
final class ConfigErrors {
    private static final int MAX_SHOWN = 20;

    private record ConfigError(String file, int line, String message) {
        @Override
        public String toString() {
            return file + ":" + line + " " + message;
        }
    }

    private final List<ConfigError> errors = new ArrayList<>();
    private final List<ConfigError> warnings = new ArrayList<>();

    void add(String file, int line, String message) {
        errors.add(new ConfigError(file, line, message));
    }

    void warn(String file, int line, String message) {
        warnings.add(new ConfigError(file, line, message));
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    List<String> warnings() {
        return warnings.stream().map(ConfigError::toString).toList();
    }

    /** @throws InvalidCountyException when there is an error */
    void throwIfAny(String county) {
        if (!errors.isEmpty()) {
            List<String> shown =
                    errors.stream().limit(MAX_SHOWN).map(ConfigError::toString).toList();
            throw new InvalidCountyException(county, shown, errors.size());
        }
    }
}
