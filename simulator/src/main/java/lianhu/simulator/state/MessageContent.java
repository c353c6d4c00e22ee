package lianhu.simulator.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content of a message: kind, plain text and, for a card, its JSON. */
public record MessageContent(
        String kind, String text, @Nullable JsonObject card) {

    public static final String CARD = "template_card";

    /** UTF-8 bytes; message/send (90236) and the group robot (91770) have the same limit. */
    private static final int TEXT_BYTES = 2048;

    private static final int ROBOT_MARKDOWN_BYTES = 4096;

    public static MessageContent plain(String kind, String text) {
        return new MessageContent(kind, text, null);
    }

    /** Reads an application message; a text that is too long is cut, as WeCom does. */
    public static MessageContent ofApplication(JsonObject body) {
        String type = body.getString("msgtype", "");
        return switch (type) {
            case "text" -> plain(type, cut(words(body, "text")));
            case "markdown" -> plain(type, atMost(TEXT_BYTES, words(body, "markdown"), type));
            case "textcard" -> textcard(part(body, "textcard"));
            case "image", "file", "voice", "video" -> plain(type, "[" + type + "]");
            case CARD -> card(body, Set.of("text_notice", "button_interaction"));
            default -> throw new WecomErrorException(40008, "invalid message type: " + type);
        };
    }

    /** Reads a message of a group robot; a text that is too long is refused. */
    public static MessageContent ofWebhook(JsonObject body) {
        String type = body.getString("msgtype", "");
        return switch (type) {
            case "text" -> plain(type, atMost(TEXT_BYTES, words(body, type), type) + mentions(part(body, type)));
            case "markdown", "markdown_v2" -> plain(type, atMost(ROBOT_MARKDOWN_BYTES, words(body, type), type));
            case "image", "file", "voice" -> plain(type, "[" + type + "]");
            case CARD -> card(body, Set.of("text_notice", "news_notice"));
            default -> throw new WecomErrorException(40008, "invalid message type: " + type);
        };
    }

    /** Reads a reply of the smart robot by response_url (101138). */
    public static MessageContent ofResponse(JsonObject body) {
        String type = body.getString("msgtype", "");
        return switch (type) {
            case "markdown" -> plain(type, words(body, type));
            case CARD -> ofCard(part(body, CARD));
            default ->
                throw new WecomErrorException(40008, "response_url takes markdown and template_card, not " + type);
        };
    }

    public static MessageContent ofCard(JsonObject card) {
        return card(new JsonObject().put(CARD, card), Set.of("text_notice", "news_notice", "button_interaction"));
    }

    private static MessageContent card(JsonObject body, Set<String> allowed) {
        JsonObject card = part(body, CARD);
        String type = card.getString("card_type", "");
        if (!allowed.contains(type)) {
            throw new WecomErrorException(40058, "template_card.card_type '" + type + "' is none of " + allowed);
        }
        JsonObject title = card.getJsonObject("main_title", new JsonObject());
        if (title.getString("title", "").isEmpty()
                && (!type.equals("text_notice")
                        || card.getString("sub_title_text", "").isEmpty())) {
            throw new WecomErrorException(40058, "template_card.main_title.title missing");
        }
        if (type.equals("button_interaction")) {
            buttons(card);
        } else if (!card.containsKey("card_action")) {
            throw new WecomErrorException(40058, "template_card.card_action missing");
        }
        return new MessageContent(CARD, textOf(card), card);
    }

    private static void buttons(JsonObject card) {
        if (!card.getString("task_id", "").matches("[0-9A-Za-z_@-]{1,128}")) {
            throw new WecomErrorException(40058, "template_card.task_id missing or not [0-9A-Za-z_@-]{1,128}");
        }
        JsonArray buttons = card.getJsonArray("button_list", new JsonArray());
        if (buttons.isEmpty() || buttons.size() > 6) {
            throw new WecomErrorException(
                    40058, "template_card.button_list has " + buttons.size() + " buttons, not 1 to 6");
        }
        for (int i = 0; i < buttons.size(); i++) {
            JsonObject button = buttons.getJsonObject(i);
            boolean opensPage = button.getInteger("type", 0) == 1;
            if (button.getString("text", "").isEmpty()
                    || button.getString(opensPage ? "url" : "key", "").isEmpty()) {
                throw new WecomErrorException(40058, "template_card.button_list[" + i + "] lacks text or key");
            }
        }
    }

    /** The texts of a card, one a line, so that they can be searched in the journal. */
    static String textOf(JsonObject card) {
        List<String> lines = new ArrayList<>();
        JsonObject title = card.getJsonObject("main_title", new JsonObject());
        lines.add(title.getString("title", ""));
        lines.add(title.getString("desc", ""));
        lines.add(card.getString("sub_title_text", ""));
        JsonArray rows = card.getJsonArray("horizontal_content_list", new JsonArray());
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.getJsonObject(i);
            lines.add(row.getString("keyname", "") + "：" + row.getString("value", ""));
        }
        lines.removeIf(String::isEmpty);
        return String.join("\n", lines);
    }

    private static MessageContent textcard(JsonObject card) {
        String title = card.getString("title", "");
        if (title.isEmpty() || card.getString("url", "").isEmpty()) {
            throw new WecomErrorException(40058, "textcard.title or textcard.url missing");
        }
        return plain("textcard", title + "\n" + card.getString("description", ""));
    }

    private static String words(JsonObject body, String type) {
        String content = part(body, type).getString("content", "");
        if (content.isEmpty()) {
            throw new WecomErrorException(44004, type + ".content is empty");
        }
        return content;
    }

    private static JsonObject part(JsonObject body, String name) {
        JsonObject part = body.getJsonObject(name);
        if (part == null) {
            throw new WecomErrorException(40058, name + " missing");
        }
        return part;
    }

    private static String mentions(JsonObject text) {
        JsonArray list = text.getJsonArray("mentioned_list", new JsonArray());
        StringBuilder mentions = new StringBuilder();
        list.forEach(who -> mentions.append("@all".equals(who) ? " @所有人" : " @" + who));
        return mentions.toString();
    }

    private static String atMost(int bytes, String text, String type) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > bytes) {
            throw new WecomErrorException(40058, type + ".content exceeds " + bytes + " bytes: " + size);
        }
        return text;
    }

    private static String cut(String text) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > TEXT_BYTES) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end);
    }
}
