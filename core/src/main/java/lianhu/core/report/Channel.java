package lianhu.core.report;

/**
 * The way a report came in or an answer goes out. The names are those of the API; the demonstration data of a county may
 * use each of them, also those that no callback endpoint or page of this gateway serves.
 */
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
    API,
    /** Said at a counter or in an office, and written down by a member of staff. */
    WALK_IN
}
