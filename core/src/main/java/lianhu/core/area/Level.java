package lianhu.core.area;

import java.util.Optional;

/** The levels of the tree, from the top. A city root (four digits) exists where one installation serves several counties. */
public enum Level {
    CITY(4),
    COUNTY(6),
    TOWNSHIP(9),
    VILLAGE(12),
    GRID(15),
    UNIT(20),
    HOUSEHOLD(24);

    private final int length;

    Level(int length) {
        this.length = length;
    }

    public int length() {
        return length;
    }

    /** Empty at the top. */
    Optional<Level> parent() {
        return switch (this) {
            case CITY -> Optional.empty();
            case COUNTY -> Optional.of(CITY);
            case TOWNSHIP -> Optional.of(COUNTY);
            case VILLAGE -> Optional.of(TOWNSHIP);
            case GRID -> Optional.of(VILLAGE);
            case UNIT -> Optional.of(GRID);
            case HOUSEHOLD -> Optional.of(UNIT);
        };
    }
}
