package lianhu.core.area;

/**
 * One node of the tree.
 *
 * @param name within its parent, for instance 上河村
 * @param seat division code of the city where an away grid sits; empty for all others
 */
public record Area(AreaCode code, String name, Kind kind, String seat) {
    /** The purpose of the node; the level is its height in the tree. */
    public enum Kind {
        COMMON,
        DEDICATED,
        AWAY;

        private static final int FIRST_DEDICATED = 901;

        /** Encoded in the code: township segment 901 is an away grid, grid segments 901–999 are dedicated. */
        public static Kind of(AreaCode code) {
            if (code.isAway()) {
                return AWAY;
            }
            return code.isAtOrBelow(Level.GRID)
                            && Integer.parseInt(
                                            code.ancestorAt(Level.GRID).value().substring(Level.VILLAGE.length()))
                                    >= FIRST_DEDICATED
                    ? DEDICATED
                    : COMMON;
        }
    }
}
