package lianhu.core.notice;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/** The groups and their places. Every copy of the gateway holds them in memory; the database is authoritative. */
public interface GroupBindings {
    List<GroupBinding> all();

    default Optional<GroupBinding> find(String chat) {
        return all().stream()
                .filter(groupBinding -> groupBinding.chat().equals(chat))
                .findFirst();
    }

    default Optional<GroupBinding> plainGroupOf(AreaCode unit) {
        return all().stream()
                .filter(groupBinding -> groupBinding.tier() == GroupBinding.Tier.PLAIN
                        && groupBinding.area().equals(unit))
                .findFirst();
    }

    default Optional<GroupBinding> customerGroupOf(AreaCode unit) {
        return all().stream()
                .filter(groupBinding -> groupBinding.tier() == GroupBinding.Tier.CUSTOMER
                        && groupBinding.area().equals(unit))
                .findFirst();
    }

    /** A code that binds the group in which it is sent to this place: single use, 24 hours. */
    Uni<Code> issueCode(AreaCode area);

    /** Empty when the code is wrong, used or expired, or after five failures of this group within the hour. */
    Uni<Optional<GroupBinding>> redeem(String code, String chat, String groupName);

    /**
     * Deletes an internal or plain group with the key of its robot. False when there is no such group. Customer groups
     * are dismissed instead.
     */
    Uni<Boolean> unbind(String chat);

    /** For instance K7Q-3PD. */
    record Code(String code, Instant expires) {}
}
