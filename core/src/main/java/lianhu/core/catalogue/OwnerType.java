package lianhu.core.catalogue;

/** Who can lead a ticket. */
public enum OwnerType {
    UNIT,
    GRID,
    VILLAGE,
    TOWNSHIP,
    PLATFORM,
    CENTRE,
    DEPARTMENT,
    TEAM,
    AWAY_GRID,
    VENDOR,
    DESK
}
