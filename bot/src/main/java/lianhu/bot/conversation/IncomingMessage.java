package lianhu.bot.conversation;

import java.time.Instant;
import java.util.List;
import lianhu.core.report.MessageSource;

/**
 * A message in WeChat.
 *
 * @param senderId user id in WeCom
 * @param quote the quoted text; WeCom does not say of which message
 * @param media pictures and voice messages
 * @param location a shared place, in words; empty for none
 * @param sentAt from the channel where it says so; otherwise the time of arrival
 */
public record IncomingMessage(
        MessageSource source,
        ConversationPlace place,
        String senderId,
        String text,
        String quote,
        List<IncomingMedia> media,
        String location,
        Instant sentAt,
        Instant receivedAt) {

    public String conversationId() {
        return place.conversationId(senderId);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "IncomingMessage[" + source + "]";
    }
}
