package lianhu.bot.wecom.kf;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import lianhu.core.kf.KfCustomer;
import lianhu.core.notice.ChannelSender.Outcome;

/** Replies to residents in customer service. */
public interface KfReplyPort {
    /** @param msgid ours, at most 32 letters, digits, - or _: the same one is shown once */
    Uni<Outcome> reply(KfCustomer kfCustomer, String msgid, String words);

    /**
     * Sends a welcome, which does not count towards the five answers; true when it was accepted.
     *
     * @param code of the event that opened the session, valid for 20 seconds and once
     */
    Uni<Boolean> sendWelcome(KfCustomer kfCustomer, String code, String msgid, String words);

    /** The same kind and message always give the same id, so that a repeated reply is shown once. */
    static String msgid(String kind, String of) {
        String name =
                UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
        return kind + name.replace("-", "").substring(1);
    }
}
