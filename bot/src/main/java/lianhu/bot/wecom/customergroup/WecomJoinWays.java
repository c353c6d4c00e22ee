package lianhu.bot.wecom.customergroup;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.customergroup.JoinWayRepository;
import lianhu.core.customergroup.JoinWays;

/** Codes made once by WeCom and kept. */
@Singleton
public final class WecomJoinWays implements JoinWays {
    private final CustomerGroupClient chats;
    private final JoinWayRepository joinWays;
    private final Areas areas;

    public WecomJoinWays(CustomerGroupClient chats, JoinWayRepository joinWays, Areas areas) {
        this.chats = chats;
        this.joinWays = joinWays;
        this.areas = areas;
    }

    @Override
    public Uni<JoinWay> create(AreaCode unit, String chat) {
        return joinWays.find(unit, chat)
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known.get())
                        : chats.createJoinWay(unit, chat, areas.displayName(unit) + "群")
                                .call(joinWays::save));
    }
}
