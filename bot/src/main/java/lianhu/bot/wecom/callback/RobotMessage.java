package lianhu.bot.wecom.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message or event of a smart robot (developer.work.weixin.qq.com 100719, 101027).
 *
 * @param id WeCom's msgid: a redelivery has the same
 * @param robot the aibotid; the endpoint compares it with its own
 * @param chat the group; null in a private conversation with the robot
 * @param responseUrl good for one answer within an hour; a secret
 * @param quote the quoted content; WeCom does not say which message that was
 */
public record RobotMessage(
        String id,
        String robot,
        @Nullable String chat,
        boolean inGroup,
        String from,
        @Nullable String responseUrl,
        Content content,
        @Nullable Content quote) {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /** What was said or done. */
    sealed interface Content {
        /** In a group the words begin with the robot's name after an @; other mentions stand in them as plain text. */
        record Text(String words) implements Content {}

        /** Words and pictures in their order. */
        record Mixed(List<Content> parts) implements Content {}

        /** Speech that WeCom has already turned into words. */
        record Voice(String words) implements Content {}

        record Image(EncryptedFile file) implements Content {}

        record File(EncryptedFile file) implements Content {}

        record Video(EncryptedFile file) implements Content {}

        /** WeCom asks how a reply that was begun as a stream goes on. */
        record StreamPoll(String stream) implements Content {}

        /** A user opens the conversation with the robot for the first time today. */
        record EnteredChat() implements Content {}

        /**
         * A press of a card's button or a submission of its choices; the card can be changed within 5 seconds.
         *
         * @param chosen for cards with choices: the options by question
         */
        record CardPressed(
                String key,
                @Nullable String taskId,
                @Nullable String cardType,
                Map<String, List<String>> chosen) implements Content {}

        /** A type that came after this was written, or a message without what its type promises. */
        record Other(String type) implements Content {}
    }

    /**
     * Something to be fetched within five minutes.
     *
     * @param aesKey on the long connection each file has its own; null where the account's EncodingAESKey is meant
     */
    public record EncryptedFile(String url, @Nullable String aesKey) {

        @Override
        public String toString() {
            return "Attachment[hidden]";
        }
    }

    /** Empty when this is not a message: no JSON, no id, robot, sender or type, or an id that cannot be stored. */
    static Optional<RobotMessage> parse(String opened) {
        JsonNode json;
        try {
            json = JSON.readTree(opened);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        String id = json.path("msgid").textValue();
        String robot = json.path("aibotid").textValue();
        String from = json.path("from").path("userid").textValue();
        String type = json.path("msgtype").textValue();
        String chat = json.path("chatid").textValue();
        if (id == null || robot == null || from == null || type == null) {
            return Optional.empty();
        }
        if ((id + from + (chat == null ? "" : chat)).indexOf('\0') >= 0) {
            return Optional.empty();
        }
        JsonNode quote = json.path("quote");
        String quoted = quote.path("msgtype").textValue();
        return Optional.of(new RobotMessage(
                id,
                robot,
                chat,
                "group".equals(json.path("chattype").textValue()),
                from,
                json.path("response_url").textValue(),
                content(type, json),
                quoted == null ? null : content(quoted, quote)));
    }

    private static Content content(String type, JsonNode json) {
        JsonNode part = json.path(type);
        Content content = switch (type) {
            case "text" -> ifWords(part, Content.Text::new);
            case "voice" -> ifWords(part, Content.Voice::new);
            case "mixed" -> mixed(part);
            case "image" -> ifAttached(part, Content.Image::new);
            case "file" -> ifAttached(part, Content.File::new);
            case "video" -> ifAttached(part, Content.Video::new);
            case "stream" -> stream(part);
            case "event" -> event(part);
            default -> null;
        };
        return content == null ? new Content.Other(type) : content;
    }

    /** PostgreSQL's text holds every character but U+0000. */
    private static @Nullable Content ifWords(JsonNode part, Function<String, Content> made) {
        String words = part.path("content").textValue();
        return words == null ? null : made.apply(words.replace('\0', '\uFFFD'));
    }

    private static @Nullable Content ifAttached(JsonNode part, Function<EncryptedFile, Content> made) {
        String url = part.path("url").textValue();
        return url == null
                ? null
                : made.apply(new EncryptedFile(url, part.path("aeskey").textValue()));
    }

    private static @Nullable Content mixed(JsonNode part) {
        List<Content> parts = new ArrayList<>();
        for (JsonNode item : part.path("msg_item")) {
            String type = item.path("msgtype").textValue();
            // A mixed message inside a mixed one does not exist; refusing it bounds the depth.
            if (type != null && !type.equals("mixed")) {
                parts.add(content(type, item));
            }
        }
        return parts.isEmpty() ? null : new Content.Mixed(List.copyOf(parts));
    }

    private static @Nullable Content stream(JsonNode part) {
        String id = part.path("id").textValue();
        return id == null ? null : new Content.StreamPoll(id);
    }

    private static @Nullable Content event(JsonNode event) {
        String type = event.path("eventtype").textValue();
        if ("enter_chat".equals(type)) {
            return new Content.EnteredChat();
        }
        if ("template_card_event".equals(type)) {
            JsonNode nested = event.path(type);
            // The documentation nests the fields, the official SDK reads them one level up.
            JsonNode card = nested.has("event_key") ? nested : event;
            String key = card.path("event_key").textValue();
            return key == null
                    ? null
                    : new Content.CardPressed(
                            key,
                            card.path("task_id").textValue(),
                            card.path("card_type").textValue(),
                            chosen(card));
        }
        return type == null ? null : new Content.Other(type);
    }

    private static Map<String, List<String>> chosen(JsonNode card) {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        for (JsonNode item : card.path("selected_items").path("selected_item")) {
            List<String> options = new ArrayList<>();
            item.path("option_ids").path("option_id").forEach(option -> options.add(option.asText()));
            chosen.put(item.path("question_key").asText(), List.copyOf(options));
        }
        return chosen;
    }

    /** Without the content: it may hold residents' words. */
    @Override
    public String toString() {
        return "RobotMessage[" + id + " " + content.getClass().getSimpleName() + "]";
    }
}
