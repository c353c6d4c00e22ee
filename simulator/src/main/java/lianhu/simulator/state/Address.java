package lianhu.simulator.state;

import org.jspecify.annotations.Nullable;

/** Where something is seen: in a group, or by one person alone. */
public record Address(@Nullable String chat, @Nullable String user) {

    public static Address chat(String chat) {
        return new Address(chat, null);
    }

    public static Address user(String userid) {
        return new Address(null, userid);
    }
}
