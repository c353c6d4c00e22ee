package lianhu.bot.wecom.callback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message or event of an application (developer.work.weixin.qq.com 90239, 90240).
 *
 * @param id WeCom's MsgId; for events, which have none, a hash of the whole text. A key made of sender and time would
 *     take four changes of one group within a second for one
 * @param createTime in seconds; a hint only, WeCom keeps no order
 * @param xml the whole message, for fields without a component here
 */
record AppMessage(
        String id,
        String to,
        String from,
        long createTime,
        @Nullable String agentId,
        Content content,
        XmlElement xml) {

    /** The largest events list the members of a group: 500, each with a few fields. */
    private static final int MAX_ELEMENTS = 5_000;

    /** The content of the message. */
    sealed interface Content {
        record Text(String words) implements Content {}

        record Image(@Nullable String url, @Nullable String mediaId) implements Content {}

        record Voice(@Nullable String mediaId, @Nullable String format) implements Content {}

        record Video(@Nullable String mediaId, @Nullable String thumbMediaId) implements Content {}

        record Location(
                String latitude, String longitude, @Nullable String label) implements Content {}

        record Link(
                @Nullable String title,
                @Nullable String description,
                @Nullable String url) implements Content {}

        /**
         * A press of a card's button or a submission of its choices.
         *
         * @param responseCode valid for one update of the card within 72 hours
         * @param chosen the chosen options by question, for cards with choices
         */
        record CardPressed(
                String key,
                @Nullable String taskId,
                @Nullable String cardType,
                @Nullable String responseCode,
                Map<String, List<String>> chosen)
                implements Content {}

        record Event(String name, @Nullable String key) implements Content {}

        /** An unknown type, or a message that lacks a mandatory field of its type. */
        record Other(String type) implements Content {}
    }

    /** Empty when this is not a message: no well-formed XML, a document type, no sender, type or time. */
    static Optional<AppMessage> parse(String opened) {
        return XmlElement.parse(opened, MAX_ELEMENTS).flatMap(xml -> {
            String from = xml.textOf("FromUserName");
            String to = xml.textOf("ToUserName");
            String type = xml.textOf("MsgType");
            String time = xml.textOf("CreateTime");
            if (from == null || to == null || type == null || time == null || !time.matches("\\d{1,18}")) {
                return Optional.empty();
            }
            String msgId = xml.textOf("MsgId");
            String id = msgId == null || msgId.isBlank() ? hash(opened) : msgId;
            return Optional.of(
                    new AppMessage(id, to, from, Long.parseLong(time), xml.textOf("AgentID"), content(type, xml), xml));
        });
    }

    private static Content content(String type, XmlElement xml) {
        return switch (type) {
            case "text" -> text(xml);
            case "image" -> new Content.Image(xml.textOf("PicUrl"), xml.textOf("MediaId"));
            case "voice" -> new Content.Voice(xml.textOf("MediaId"), xml.textOf("Format"));
            case "video" -> new Content.Video(xml.textOf("MediaId"), xml.textOf("ThumbMediaId"));
            case "location" -> location(xml);
            case "link" -> new Content.Link(xml.textOf("Title"), xml.textOf("Description"), xml.textOf("Url"));
            case "event" -> event(xml);
            default -> new Content.Other(type);
        };
    }

    private static Content text(XmlElement xml) {
        String words = xml.textOf("Content");
        return words == null ? new Content.Other("text") : new Content.Text(words);
    }

    private static Content location(XmlElement xml) {
        String latitude = xml.textOf("Location_X");
        String longitude = xml.textOf("Location_Y");
        return latitude == null || longitude == null
                ? new Content.Other("location")
                : new Content.Location(latitude, longitude, xml.textOf("Label"));
    }

    private static Content event(XmlElement xml) {
        String name = xml.textOf("Event");
        String key = xml.textOf("EventKey");
        if (name == null) {
            return new Content.Other("event");
        }
        if (!name.equals("template_card_event") || key == null) {
            return new Content.Event(name, key);
        }
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        for (XmlElement item : xml.firstNamed("SelectedItems")
                .map(items -> items.childrenNamed("SelectedItem"))
                .orElse(List.of())) {
            String question = item.textOf("QuestionKey");
            if (question != null) {
                chosen.put(
                        question,
                        item
                                .firstNamed("OptionIds")
                                .map(ids -> ids.childrenNamed("OptionId"))
                                .orElse(List.of())
                                .stream()
                                .map(XmlElement::text)
                                .toList());
            }
        }
        return new Content.CardPressed(
                key, xml.textOf("TaskId"), xml.textOf("CardType"), xml.textOf("ResponseCode"), chosen);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Without the content: it may hold residents' words. */
    @Override
    public String toString() {
        return "AppMessage[" + id + " " + content.getClass().getSimpleName() + "]";
    }
}
