package lianhu.bot.wecom;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.bot.talk.Picture;
import lianhu.bot.talk.Place;
import lianhu.bot.talk.Utterance;
import lianhu.bot.wecom.RobotMessage.Content;
import lianhu.core.report.Channel;
import lianhu.core.report.Source;
import org.jspecify.annotations.Nullable;

/** A robot's message as something somebody said. */
final class RobotUtterance {
    static Utterance of(RobotMessage message, Instant now) {
        String chat = message.chat();
        Place place = message.inGroup() && chat != null ? new Place.Group(chat) : new Place.Alone(Channel.PRIVATE);
        List<Picture> pictures = new ArrayList<>();
        String text = words(message.robot(), message.content(), pictures);
        String quote = words(message.robot(), message.quote(), pictures);
        return new Utterance(
                new Source(Seals.ROBOTS, message.robot(), message.id()),
                place,
                message.from(),
                text,
                quote,
                List.copyOf(pictures),
                "",
                now,
                now);
    }

    private static String words(String robot, @Nullable Content content, List<Picture> pictures) {
        return switch (content) {
            case null -> "";
            case Content.Text text -> text.words();
            case Content.Voice voice -> voice.words();
            case Content.Image image -> {
                pictures.add(new Picture.Linked(
                        robot,
                        image.attachment().url(),
                        Optional.ofNullable(image.attachment().aesKey())));
                yield "";
            }
            case Content.Mixed mixed -> {
                StringBuilder words = new StringBuilder();
                for (Content part : mixed.parts()) {
                    String more = words(robot, part, pictures);
                    words.append(words.isEmpty() || more.isEmpty() ? "" : "\n").append(more);
                }
                yield words.toString();
            }
            case Content.File file -> "";
            case Content.Video video -> "";
            case Content.StreamAsked asked -> "";
            case Content.EnteredChat entered -> "";
            case Content.CardPressed pressed -> "";
            case Content.Other other -> "";
        };
    }

    private RobotUtterance() {}
}
