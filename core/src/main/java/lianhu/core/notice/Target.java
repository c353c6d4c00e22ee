package lianhu.core.notice;

import lianhu.core.area.AreaCode;
import lianhu.core.report.Channel;

/**
 * One group or unit a notice goes to, and how it begins there.
 *
 * @param way what the group allows; a unit without a group counts as PLAIN
 * @param state PENDING for what we send, WAITS_FOR_PERSON for what somebody pastes or says, CANNOT for nobody there
 */
public record Target(
        Audience audience, AreaCode place, Binding.Tier way, Channel channel, DeliveryState state, String why) {}
