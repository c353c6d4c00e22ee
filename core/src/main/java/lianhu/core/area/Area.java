package lianhu.core.area;

/**
 * One node of the tree.
 *
 * @param name within its parent, for instance 上河村
 * @param seat division code of the city where an away grid sits; empty for all others
 */
public record Area(AreaCode code, String name, Kind kind, String seat) {
    /** What the node is for; the level says how high it stands. */
    public enum Kind {
        COMMON,
        DEDICATED,
        AWAY
    }
}
