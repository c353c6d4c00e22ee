package lianhu.bot.wecom.callback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import lianhu.templates.PlainText;

/**
 * Passive replies of a smart robot (developer.work.weixin.qq.com 101031): a text is answered by a stream, here a
 * complete one; plain text is for greetings only.
 */
final class RobotReply {
    /** Bytes in UTF-8. */
    private static final int LONGEST = 20_480;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static String stream(String id, String words) {
        ObjectNode reply = JSON.objectNode().put("msgtype", "stream");
        reply.putObject("stream").put("id", id).put("finish", true).put("content", PlainText.truncate(words, LONGEST));
        return reply.toString();
    }

    static String text(String words) {
        ObjectNode reply = JSON.objectNode().put("msgtype", "text");
        reply.putObject("text").put("content", PlainText.truncate(words, LONGEST));
        return reply.toString();
    }

    private RobotReply() {}
}
