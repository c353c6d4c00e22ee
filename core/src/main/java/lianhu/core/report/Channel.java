package lianhu.core.report;

/** How a report came, or how an answer goes. */
public enum Channel {
    GROUP,
    PRIVATE,
    RELAY,
    WEB,
    KF,
    APP,
    PHONE,
    AWAY,
    OPEN311,
    HOTLINE,
    SMS,
    API
}
