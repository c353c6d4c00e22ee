package lianhu.bot.wecom.callback;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.ConversationPlace;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.wecom.callback.RobotMessage.Content;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import org.jspecify.annotations.Nullable;

/** Maps a message of a smart robot to an incoming message. */
final class RobotMessageMapper {
    static IncomingMessage map(RobotMessage message, Instant now) {
        String chat = message.chat();
        ConversationPlace conversationPlace = message.inGroup() && chat != null
                ? new ConversationPlace.Group(chat)
                : new ConversationPlace.PrivateChat(Channel.PRIVATE);
        List<IncomingMedia> incomingMedias = new ArrayList<>();
        String text = text(message.robot(), message.content(), incomingMedias);
        String quote = text(message.robot(), message.quote(), incomingMedias);
        return new IncomingMessage(
                new MessageSource(CallbackAccounts.ROBOTS, message.robot(), message.id()),
                conversationPlace,
                message.from(),
                text,
                quote,
                List.copyOf(incomingMedias),
                "",
                now,
                now);
    }

    private static String text(String robot, @Nullable Content content, List<IncomingMedia> incomingMedias) {
        return switch (content) {
            case null -> "";
            case Content.Text text -> text.words();
            case Content.Voice voice -> voice.words();
            case Content.Image image -> {
                incomingMedias.add(new IncomingMedia.RobotImage(
                        robot,
                        image.file().url(),
                        Optional.ofNullable(image.file().aesKey())));
                yield "";
            }
            case Content.Mixed mixed -> {
                StringBuilder words = new StringBuilder();
                for (Content part : mixed.parts()) {
                    String more = text(robot, part, incomingMedias);
                    words.append(words.isEmpty() || more.isEmpty() ? "" : "\n").append(more);
                }
                yield words.toString();
            }
            case Content.File file -> "";
            case Content.Video video -> "";
            case Content.StreamPoll asked -> "";
            case Content.EnteredChat entered -> "";
            case Content.CardPressed pressed -> "";
            case Content.Other other -> "";
        };
    }

    private RobotMessageMapper() {}
}
