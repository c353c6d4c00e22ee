package lianhu.core.broadcast;

import lianhu.core.area.AreaCode;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;

/**
 * One group or unit of a broadcast, with the first state of its delivery.
 *
 * @param tier of the group; PLAIN for a unit without a group
 * @param state PENDING for what the gateway sends, WAITS_FOR_PERSON for what a unit head passes on, CANNOT for a vacant
 *     post
 */
public record BroadcastTarget(
        Recipient recipient,
        AreaCode place,
        GroupBinding.Tier tier,
        Channel channel,
        DeliveryState state,
        String why) {}
