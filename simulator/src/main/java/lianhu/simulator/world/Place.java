package lianhu.simulator.world;

import org.jspecify.annotations.Nullable;

/** Where something is seen: in a group, or by one person alone. */
public record Place(@Nullable String chat, @Nullable String user) {

    public static Place chat(String chat) {
        return new Place(chat, null);
    }

    public static Place user(String userid) {
        return new Place(null, userid);
    }
}
