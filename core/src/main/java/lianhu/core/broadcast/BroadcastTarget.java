package lianhu.core.broadcast;

import lianhu.core.area.AreaCode;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;

/**
 * One group or unit a notice goes to, and how it begins there.
 *
 * @param way what the group allows; a unit without a group counts as PLAIN
 * @param state PENDING for what we send, WAITS_FOR_PERSON for what somebody pastes or says, CANNOT for nobody there
 */
public record BroadcastTarget(
        Recipient recipient,
        AreaCode place,
        GroupBinding.Tier tier,
        Channel channel,
        DeliveryState state,
        String why) {}
