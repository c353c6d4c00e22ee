package lianhu.bot.wecom.callback;

import io.smallrye.mutiny.Uni;

/** Whoever wants to know that somebody wrote to customer service (document 94670). The event brings no words. */
public interface KfEventListener {
    String EVENT = "kf_msg_or_event";

    /** Never fails, and waits for nothing: WeCom keeps what was written for three days, and we what we read. */
    Uni<Void> onMessagesAvailable(XmlElement event);
}
