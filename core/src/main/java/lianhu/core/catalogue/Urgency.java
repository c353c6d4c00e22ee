package lianhu.core.catalogue;

/** How fast: emergencies and urgent matters run round the clock. */
public enum Urgency {
    NORMAL,
    URGENT,
    EMERGENCY
}
