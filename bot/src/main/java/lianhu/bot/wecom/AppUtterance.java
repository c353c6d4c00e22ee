package lianhu.bot.wecom;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.bot.talk.Picture;
import lianhu.bot.talk.Place;
import lianhu.bot.talk.Utterance;
import lianhu.bot.wecom.AppMessage.Content;
import lianhu.core.report.Channel;
import lianhu.core.report.Source;

/** A message to an application as something somebody said. */
final class AppUtterance {
    static Utterance of(String agent, String application, AppMessage message, Instant now) {
        String text = "";
        String location = "";
        List<Picture> pictures = List.of();
        switch (message.content()) {
            case Content.Text said -> text = said.words();
            case Content.Image image
            when image.mediaId() != null -> pictures = List.of(new Picture.Stored(application, image.mediaId()));
            case Content.Voice voice
            when voice.mediaId() != null -> pictures = List.of(new Picture.Spoken(application, voice.mediaId()));
            case Content.Location place -> location = words(place);
            case Content.Link link -> text = words(link);
            default -> {}
        }
        Instant sent = Instant.ofEpochSecond(Math.min(message.createTime(), now.getEpochSecond()));
        return new Utterance(
                new Source(Seals.APPLICATIONS, agent, message.id()),
                new Place.Alone(Channel.APP),
                message.from(),
                text,
                "",
                pictures,
                location,
                sent,
                now);
    }

    private static String words(Content.Location place) {
        String label = place.label();
        String point = place.latitude() + "," + place.longitude();
        return label == null || label.isBlank() ? "位置：" + point : "位置：" + label + "（" + point + "）";
    }

    private static String words(Content.Link link) {
        return Stream.of(link.title(), link.description(), link.url())
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private AppUtterance() {}
}
