package lianhu.bot.conversation;

import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.Channel;

/** Where something was said, and so how it may be answered. */
public sealed interface ConversationPlace {
    /** Among neighbours: what does not belong in public is answered elsewhere. */
    record Group(String chat) implements ConversationPlace {}

    /**
     * @param channel {@code PRIVATE} for the robot, {@code APP} for the application, {@code KF} for customer service
     * @param from the unit whose link she came by; empty where nothing says so
     */
    record PrivateChat(Channel channel, Optional<AreaCode> unit) implements ConversationPlace {
        public PrivateChat(Channel channel) {
            this(channel, Optional.empty());
        }
    }

    default boolean isGroup() {
        return this instanceof Group;
    }

    default Channel channel() {
        return switch (this) {
            case Group group -> Channel.GROUP;
            case PrivateChat privateChat -> privateChat.channel();
        };
    }

    /** Where this speaker goes on talking. */
    default String conversationId(String speaker) {
        return switch (this) {
            case Group group -> "group:" + group.chat();
            case PrivateChat privateChat -> "private:" + speaker;
        };
    }
}
