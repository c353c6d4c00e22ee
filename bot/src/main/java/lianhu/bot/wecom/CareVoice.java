package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import lianhu.core.care.Visitor;
import lianhu.core.notice.Reach.Outcome;

/** Speaks to residents at customer service. */
interface CareVoice {
    /** @param msgid ours, at most 32 letters, digits, - or _: the same one is shown once */
    Uni<Outcome> say(Visitor visitor, String msgid, String words);

    /**
     * Counts as none of her answers. True when it was shown.
     *
     * @param code of the event that she came, good for 20 seconds and once
     */
    Uni<Boolean> welcome(Visitor visitor, String code, String msgid, String words);
}
