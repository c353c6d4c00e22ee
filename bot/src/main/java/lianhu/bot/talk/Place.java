package lianhu.bot.talk;

import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.Channel;

/** Where something was said, and so how it may be answered. */
public sealed interface Place {
    /** Among neighbours: what does not belong in public is answered elsewhere. */
    record Group(String chat) implements Place {}

    /**
     * @param channel {@code PRIVATE} for the robot, {@code APP} for the application, {@code KF} for customer service
     * @param from the unit whose link she came by; empty where nothing says so
     */
    record Alone(Channel channel, Optional<AreaCode> from) implements Place {
        public Alone(Channel channel) {
            this(channel, Optional.empty());
        }
    }

    default boolean isGroup() {
        return this instanceof Group;
    }

    default Channel channel() {
        return switch (this) {
            case Group group -> Channel.GROUP;
            case Alone alone -> alone.channel();
        };
    }

    /** Where this speaker goes on talking. */
    default String conversation(String speaker) {
        return switch (this) {
            case Group group -> "group:" + group.chat();
            case Alone alone -> "private:" + speaker;
        };
    }
}
