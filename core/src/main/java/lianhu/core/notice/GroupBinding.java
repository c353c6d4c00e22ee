package lianhu.core.notice;

import lianhu.core.area.AreaCode;

/**
 * A group and the place it belongs to.
 *
 * @param webhookKey of its robot, for later messages; empty for none
 */
public record GroupBinding(String chat, String name, AreaCode area, Tier tier, String webhookKey) {
    /** What a group allows: a robot inside, a message that its owner confirms, or only members who paste. */
    public enum Tier {
        INTERNAL,
        CUSTOMER,
        PLAIN
    }

    /** Leaves the key out, which is a secret. */
    @Override
    public String toString() {
        return "Binding[" + chat + " " + area + " " + tier + "]";
    }
}
