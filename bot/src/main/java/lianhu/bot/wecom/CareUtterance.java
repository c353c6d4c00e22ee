package lianhu.bot.wecom;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.bot.talk.Picture;
import lianhu.bot.talk.Place;
import lianhu.bot.talk.Utterance;
import lianhu.core.area.AreaCode;
import lianhu.core.report.Channel;
import lianhu.core.report.Source;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfLinkMsg;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfLocationMsg;
import org.jspecify.annotations.Nullable;

/** A message to customer service as something somebody said. */
final class CareUtterance {
    static final String DOOR = "kf";

    /** Empty for what nobody can read: films, files, cards. */
    static Optional<Utterance> of(WxCpKfMsgItem item, String application, Optional<AreaCode> from, Instant now) {
        String text = "";
        String location = "";
        List<Picture> pictures = List.of();
        switch (Objects.requireNonNullElse(item.getMsgType(), "")) {
            case "text" ->
                text = item.getText() == null ? "" : plain(item.getText().getContent());
            case "image" -> {
                if (item.getImage() != null && item.getImage().getMediaId() != null) {
                    pictures = List.of(
                            new Picture.Stored(application, item.getImage().getMediaId()));
                }
            }
            case "voice" -> {
                if (item.getVoice() != null && item.getVoice().getMediaId() != null) {
                    pictures = List.of(
                            new Picture.Spoken(application, item.getVoice().getMediaId()));
                }
            }
            case "location" -> location = item.getLocation() == null ? "" : words(item.getLocation());
            case "link" -> text = item.getLink() == null ? "" : words(item.getLink());
            default -> {}
        }
        if (text.isBlank() && location.isBlank() && pictures.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Utterance(
                source(item),
                new Place.Alone(Channel.KF, from),
                item.getExternalUserId(),
                text,
                "",
                pictures,
                location,
                said(item, now),
                now));
    }

    static Source source(WxCpKfMsgItem item) {
        return new Source(DOOR, item.getOpenKfid(), item.getMsgId());
    }

    static Instant said(WxCpKfMsgItem item, Instant now) {
        Long sent = item.getSendTime();
        return sent == null ? now : Instant.ofEpochSecond(Math.min(sent, now.getEpochSecond()));
    }

    private static String words(WxCpKfLocationMsg place) {
        String name = Stream.of(place.getName(), place.getAddress())
                .map(CareUtterance::plain)
                .filter(part -> !part.isBlank())
                .distinct()
                .collect(Collectors.joining(" "));
        String point = place.getLatitude() + "," + place.getLongitude();
        return name.isEmpty() ? "位置：" + point : "位置：" + name + "（" + point + "）";
    }

    private static String words(WxCpKfLinkMsg link) {
        return Stream.of(link.getTitle(), link.getDesc(), link.getUrl())
                .map(CareUtterance::plain)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text;
    }

    private CareUtterance() {}
}
