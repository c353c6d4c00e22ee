package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import lianhu.core.notice.Reach.Outcome;
import lianhu.templates.Plain;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;

/** Says something to one person through an application: answers that are no deliveries. As well as it can, never twice. */
final class Messenger {
    private final WecomReach reach;
    private final Applications applications;
    private final VirtualThreads threads;

    Messenger(WecomReach reach, Applications applications, VirtualThreads threads) {
        this.reach = reach;
        this.applications = applications;
        this.threads = threads;
    }

    /**
     * Never fails: whoever asked hears nothing then, and asks again.
     *
     * @param agent name of the application she spoke to; where there is none of that name, the one that speaks to people
     */
    Uni<Outcome> say(String agent, String user, String words) {
        return threads.call(() -> {
            WecomAccounts.Agent from = applications.agent(agent);
            WxCpMessage message = WxCpMessage.TEXT()
                    .agentId(from.agentId())
                    .toUser(user)
                    .content(Plain.cut(words, WecomReach.TEXT_BYTES))
                    .build();
            return reach.send(from, user, message);
        });
    }
}
