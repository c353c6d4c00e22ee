package lianhu.bot.wecom.kf;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import lianhu.core.kf.KfCustomer;
import lianhu.core.notice.ChannelSender.Outcome;

/** Speaks to residents at customer service. */
public interface KfReplyPort {
    /** @param msgid ours, at most 32 letters, digits, - or _: the same one is shown once */
    Uni<Outcome> reply(KfCustomer kfCustomer, String msgid, String words);

    /**
     * Counts as none of her answers. True when it was shown.
     *
     * @param code of the event that she came, good for 20 seconds and once
     */
    Uni<Boolean> sendWelcome(KfCustomer kfCustomer, String code, String msgid, String words);

    /** Of the same kind and message always the same one: what is said twice is shown once. */
    static String msgid(String kind, String of) {
        String name =
                UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
        return kind + name.replace("-", "").substring(1);
    }
}
