package lianhu.bot.wecom.callback;

import io.smallrye.mutiny.Uni;

/** Is notified that messages of customer service are available (document 94670). The event carries no text. */
public interface KfEventListener {
    String EVENT = "kf_msg_or_event";

    /** Never fails and does not wait for the messages: WeCom keeps them for three days. */
    Uni<Void> onMessagesAvailable(XmlElement event);
}
