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
    DESK;

    /** A body with a contact, which has read a matter when it accepts it; the others are posts in an area. */
    public boolean isOffice() {
        return switch (this) {
            case PLATFORM, CENTRE, DEPARTMENT, TEAM, VENDOR -> true;
            case UNIT, GRID, VILLAGE, TOWNSHIP, AWAY_GRID, DESK -> false;
        };
    }
}
