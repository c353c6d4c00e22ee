package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;

/** Whoever wants to know of changes of customer groups (document 92130). */
interface ChatEvents {
    String EVENT = "change_external_chat";

    /** Never fails. */
    Uni<Void> heard(Tag event);
}
