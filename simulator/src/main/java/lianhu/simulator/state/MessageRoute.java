package lianhu.simulator.state;

import java.util.Locale;

/** How a journal entry came about. */
public enum MessageRoute {
    SAY,
    REPLY,
    WEBHOOK,
    APP,
    PASTE,
    /** A customer-service message to one resident. */
    KF,
    /** A mass message: the task on its owner's phone, and the text in the group. */
    MASS,
    /** One attempt to reach the gateway; no person sees it. */
    CALLBACK;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
