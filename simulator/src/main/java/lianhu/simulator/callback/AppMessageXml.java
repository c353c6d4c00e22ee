package lianhu.simulator.callback;

import java.time.Instant;
import java.util.List;

/** The XML of the application's callbacks (documents 90239, 90240), in WeCom's order of elements. */
final class AppMessageXml {

    private final StringBuilder xml = new StringBuilder("<xml>");

    private AppMessageXml() {}

    static AppMessageXml message(String corp, String from, Instant at, String type) {
        return new AppMessageXml()
                .text("ToUserName", corp)
                .text("FromUserName", from)
                .number("CreateTime", Long.toString(at.getEpochSecond()))
                .text("MsgType", type);
    }

    AppMessageXml text(String name, String value) {
        xml.append('<').append(name).append("><![CDATA[");
        // CDATA cannot hold its own end mark.
        xml.append(value.replace("]]>", "]]]]><![CDATA[>"));
        xml.append("]]></").append(name).append('>');
        return this;
    }

    AppMessageXml number(String name, String value) {
        xml.append('<').append(name).append('>').append(value);
        xml.append("</").append(name).append('>');
        return this;
    }

    /** Writes each value in an {@code Item} element. */
    AppMessageXml items(String name, List<String> values) {
        xml.append('<').append(name).append('>');
        values.forEach(value -> text("Item", value));
        xml.append("</").append(name).append('>');
        return this;
    }

    String end() {
        return xml + "</xml>";
    }

    static String outer(String corp, String agent, String encrypt) {
        return new AppMessageXml()
                .text("ToUserName", corp)
                .text("AgentID", agent)
                .text("Encrypt", encrypt)
                .end();
    }
}
