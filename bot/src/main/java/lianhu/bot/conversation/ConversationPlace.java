package lianhu.bot.conversation;

import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.Channel;

/** The place of a message, which decides how it may be answered. */
public sealed interface ConversationPlace {
    /** A group of neighbours: what is not public is answered privately. */
    record Group(String chat) implements ConversationPlace {}

    /**
     * @param channel {@code PRIVATE} for the robot, {@code APP} for the application, {@code KF} for customer service
     * @param unit the unit whose link the resident came by; empty where it is unknown
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

    /** The key of the conversation with this sender. */
    default String conversationId(String speaker) {
        return switch (this) {
            case Group group -> "group:" + group.chat();
            case PrivateChat privateChat -> "private:" + speaker;
        };
    }
}
