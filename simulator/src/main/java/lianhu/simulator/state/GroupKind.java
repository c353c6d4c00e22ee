package lianhu.simulator.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What WeCom lets anybody do in a group. */
public enum GroupKind {
    /** Corp members only; the robot sits in it and it may have a webhook key. */
    INTERNAL,
    /** Owned by a corp member, with outside residents; a mass message waits for the owner's tap. */
    CUSTOMER,
    /** An ordinary WeChat group: no interface reaches it, only people do. */
    PLAIN;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<GroupKind> of(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
}
