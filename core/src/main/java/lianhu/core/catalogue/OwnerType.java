package lianhu.core.catalogue;

/** Who can own a ticket. County data, the API and stored tickets use these names. */
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
