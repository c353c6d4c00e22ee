package lianhu.simulator.state;

import org.jspecify.annotations.Nullable;

/** Where a message is shown: in a group chat, or to one person alone. */
public record Address(@Nullable String chat, @Nullable String user) {

    public static Address chat(String chat) {
        return new Address(chat, null);
    }

    public static Address user(String userid) {
        return new Address(null, userid);
    }
}
