package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;

/** Whoever wants to know that somebody wrote to customer service (document 94670). The event brings no words. */
interface CareEvents {
    String EVENT = "kf_msg_or_event";

    /** Never fails, and waits for nothing: WeCom keeps what was written for three days, and we what we read. */
    Uni<Void> heard(Tag event);
}
