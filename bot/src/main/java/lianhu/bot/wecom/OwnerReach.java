package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Reach;
import lianhu.core.notice.Spoken;
import lianhu.core.report.Channel;

/** Customer groups: no program speaks there, the owner does. What is to be told waits until it is put before her. */
final class OwnerReach implements Reach {
    static final String GATHERING = "等着收齐，一次请群主点发送";

    private final Bindings bindings;

    OwnerReach(Bindings bindings) {
        this.bindings = bindings;
    }

    @Override
    public boolean serves(Delivery delivery) {
        return delivery.channel() == Channel.GROUP
                && delivery.audience() instanceof Audience.Group group
                && isCustomers(bindings, group);
    }

    static boolean isCustomers(Bindings bindings, Audience.Group group) {
        return bindings.find(group.chat())
                .filter(binding -> binding.tier() == Binding.Tier.CUSTOMER)
                .isPresent();
    }

    @Override
    public Uni<Outcome> deliver(Delivery delivery, Spoken spoken) {
        return Uni.createFrom().item(new Outcome.Waits(GATHERING));
    }
}
