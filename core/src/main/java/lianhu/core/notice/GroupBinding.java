package lianhu.core.notice;

import lianhu.core.area.AreaCode;

/**
 * A group and the place it belongs to.
 *
 * @param webhookKey the way for later updates; empty for none
 */
public record GroupBinding(String chat, String name, AreaCode area, Tier tier, String webhookKey) {
    /** What a group allows: a robot inside, a message that its owner confirms, or only members who paste. */
    public enum Tier {
        INTERNAL,
        CUSTOMER,
        PLAIN
    }

    /** The key is a secret: it must not appear where a binding is printed. */
    @Override
    public String toString() {
        return "Binding[" + chat + " " + area + " " + tier + "]";
    }
}
