package lianhu.bot.wecom.send;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;

/** Customer groups: only the owner can send there, so a notice waits for the owner's confirmation. */
@Singleton
public final class CustomerGroupSender implements ChannelSender {
    public static final String COLLECTING = "等着收齐，一次请群主点发送";

    private final GroupBindings groupBindings;

    public CustomerGroupSender(GroupBindings groupBindings) {
        this.groupBindings = groupBindings;
    }

    @Override
    public boolean supports(Delivery delivery) {
        return delivery.channel() == Channel.GROUP
                && delivery.recipient() instanceof Recipient.Group group
                && isCustomerGroup(groupBindings, group);
    }

    static boolean isCustomerGroup(GroupBindings groupBindings, Recipient.Group group) {
        return groupBindings
                .find(group.chat())
                .filter(groupBinding -> groupBinding.tier() == GroupBinding.Tier.CUSTOMER)
                .isPresent();
    }

    @Override
    public Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage) {
        return Uni.createFrom().item(new Outcome.WaitingForPerson(COLLECTING));
    }
}
