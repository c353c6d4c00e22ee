package lianhu.core.catalogue;

/** Emergencies and urgent matters are handled around the clock. */
public enum Urgency {
    NORMAL,
    URGENT,
    EMERGENCY
}
