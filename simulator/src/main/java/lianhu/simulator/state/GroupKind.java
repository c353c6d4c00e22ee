package lianhu.simulator.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of group chats. */
public enum GroupKind {
    /** Corp members only; the smart robot is a member, and the group may have a webhook key. */
    INTERNAL,
    /** Owned by a corp member, with residents from outside; a mass message needs the owner's confirmation. */
    CUSTOMER,
    /** An ordinary WeChat group that no interface reaches. */
    PLAIN;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<GroupKind> of(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
}
