package lianhu.simulator.fault;

import java.util.Set;

/**
 * A fault to inject.
 *
 * @param on the endpoint, {@code callback}, or {@code *} for all endpoints
 * @param kind an error code, an HTTP status or one of the named faults
 * @param times how often; a negative number means always
 * @param chance probability from 0 to 1
 * @param millis delay of {@code slow} and {@code reorder}
 */
public record InjectedFault(String on, String kind, int times, double chance, long millis) {

    public static final String CALLBACK = "callback";

    private static final Set<String> OF_CALLS = Set.of("silence", "lost", "half", "slow");
    private static final Set<String> OF_CALLBACKS = Set.of("double", "reorder", "lost", "cut");

    public InjectedFault {
        boolean known = on.equals(CALLBACK)
                ? OF_CALLBACKS.contains(kind)
                : OF_CALLS.contains(kind) || kind.matches("-?[0-9]{1,6}");
        if (!known) {
            throw new IllegalArgumentException("a fault on " + on + " is "
                    + (on.equals(CALLBACK)
                            ? String.join(", ", OF_CALLBACKS.stream().sorted().toList())
                            : "an error code, an HTTP status 500-599, "
                                    + String.join(
                                            ", ", OF_CALLS.stream().sorted().toList()))
                    + "; not '" + kind + "'");
        }
    }

    boolean appliesTo(String endpoint) {
        return on.equals(endpoint) || (on.equals("*") && !endpoint.equals(CALLBACK));
    }

    public boolean isHttpStatus() {
        return kind.matches("5[0-9]{2}");
    }

    public boolean isErrorCode() {
        return kind.matches("-?[0-9]+") && !isHttpStatus();
    }
}
