package lianhu.bot.wecom.kf;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.bot.conversation.ConversationPlace;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.core.area.AreaCode;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfLinkMsg;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfLocationMsg;
import org.jspecify.annotations.Nullable;

/** Maps a message of customer service to an incoming message. */
public final class KfMessageMapper {
    public static final String SOURCE_TYPE = "kf";

    /** Empty for unreadable types: videos, files, cards. */
    static Optional<IncomingMessage> map(WxCpKfMsgItem item, String application, Optional<AreaCode> from, Instant now) {
        String text = "";
        String location = "";
        List<IncomingMedia> incomingMedias = List.of();
        switch (Objects.requireNonNullElse(item.getMsgType(), "")) {
            case "text" ->
                text = item.getText() == null ? "" : plain(item.getText().getContent());
            case "image" -> {
                if (item.getImage() != null && item.getImage().getMediaId() != null) {
                    incomingMedias = List.of(new IncomingMedia.AppImage(
                            application, item.getImage().getMediaId()));
                }
            }
            case "voice" -> {
                if (item.getVoice() != null && item.getVoice().getMediaId() != null) {
                    incomingMedias = List.of(new IncomingMedia.AppVoice(
                            application, item.getVoice().getMediaId()));
                }
            }
            case "location" -> location = item.getLocation() == null ? "" : text(item.getLocation());
            case "link" -> text = item.getLink() == null ? "" : text(item.getLink());
            default -> {}
        }
        if (text.isBlank() && location.isBlank() && incomingMedias.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IncomingMessage(
                source(item),
                new ConversationPlace.PrivateChat(Channel.KF, from),
                item.getExternalUserId(),
                text,
                "",
                incomingMedias,
                location,
                sentAt(item, now),
                now));
    }

    static MessageSource source(WxCpKfMsgItem item) {
        return new MessageSource(SOURCE_TYPE, item.getOpenKfid(), item.getMsgId());
    }

    static Instant sentAt(WxCpKfMsgItem item, Instant now) {
        Long sent = item.getSendTime();
        return sent == null ? now : Instant.ofEpochSecond(Math.min(sent, now.getEpochSecond()));
    }

    private static String text(WxCpKfLocationMsg place) {
        String name = Stream.of(place.getName(), place.getAddress())
                .map(KfMessageMapper::plain)
                .filter(part -> !part.isBlank())
                .distinct()
                .collect(Collectors.joining(" "));
        String point = place.getLatitude() + "," + place.getLongitude();
        return name.isEmpty() ? "位置：" + point : "位置：" + name + "（" + point + "）";
    }

    private static String text(WxCpKfLinkMsg link) {
        return Stream.of(link.getTitle(), link.getDesc(), link.getUrl())
                .map(KfMessageMapper::plain)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text;
    }

    private KfMessageMapper() {}
}
