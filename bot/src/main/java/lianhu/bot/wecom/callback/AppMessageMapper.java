package lianhu.bot.wecom.callback;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.bot.conversation.ConversationPlace;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.wecom.callback.AppMessage.Content;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;

/** Maps a message of an application to an incoming message. */
final class AppMessageMapper {
    static IncomingMessage map(String agent, String application, AppMessage message, Instant now) {
        String text = "";
        String location = "";
        List<IncomingMedia> incomingMedias = List.of();
        switch (message.content()) {
            case Content.Text said -> text = said.words();
            case Content.Image image
            when image.mediaId() != null ->
                incomingMedias = List.of(new IncomingMedia.AppImage(application, image.mediaId()));
            case Content.Voice voice
            when voice.mediaId() != null ->
                incomingMedias = List.of(new IncomingMedia.AppVoice(application, voice.mediaId()));
            case Content.Location place -> location = text(place);
            case Content.Link link -> text = text(link);
            default -> {}
        }
        Instant sent = Instant.ofEpochSecond(Math.min(message.createTime(), now.getEpochSecond()));
        return new IncomingMessage(
                new MessageSource(CallbackAccounts.APPLICATIONS, agent, message.id()),
                new ConversationPlace.PrivateChat(Channel.APP),
                message.from(),
                text,
                "",
                incomingMedias,
                location,
                sent,
                now);
    }

    private static String text(Content.Location place) {
        String label = place.label();
        String point = place.latitude() + "," + place.longitude();
        return label == null || label.isBlank() ? "位置：" + point : "位置：" + label + "（" + point + "）";
    }

    private static String text(Content.Link link) {
        return Stream.of(link.title(), link.description(), link.url())
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private AppMessageMapper() {}
}
