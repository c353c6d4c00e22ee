package lianhu.core.area;

import java.util.List;

/** Names many places in a message: the first ones, then how many there are. */
public final class PlaceNames {
    private static final int NAMED = 20;

    /** 河边一组、河边二组; of more than twenty the first twenty, and 等 34 处. */
    public static String join(List<String> names) {
        return names.size() > NAMED
                ? String.join("、", names.subList(0, NAMED)) + "等 " + names.size() + " 处"
                : String.join("、", names);
    }

    private PlaceNames() {}
}
