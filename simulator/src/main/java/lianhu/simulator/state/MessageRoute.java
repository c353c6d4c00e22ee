package lianhu.simulator.state;

import java.util.Locale;

/** By which way an entry came into the journal. */
public enum MessageRoute {
    SAY,
    REPLY,
    WEBHOOK,
    APP,
    PASTE,
    /** Customer service, to one resident alone. */
    KF,
    /** A mass message: the task on its owner's phone, the words in the group. */
    MASS,
    /** Not seen by anybody: one attempt to reach the gateway. */
    CALLBACK;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
