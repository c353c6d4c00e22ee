package lianhu.bot.conversation;

import java.time.Instant;
import java.util.List;
import lianhu.core.report.MessageSource;

/**
 * One thing somebody said to us in WeChat.
 *
 * @param speaker user id in WeCom
 * @param quote what the speaker quotes; WeCom does not say which message that was
 * @param pictures with the voice messages
 * @param location a place sent as such, in words; empty for none
 * @param saidAt as far as the door knows; else the time of arrival
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

    /** Without the words. */
    @Override
    public String toString() {
        return "Utterance[" + source + "]";
    }
}
