package lianhu.core.roster;

import lianhu.core.area.AreaCode;

/** Identifies a post independently of its holder. */
public record PostId(String value) {
    /** @param number from 1, within the posts of a role at a place */
    public static PostId of(AreaCode area, Role role, int number) {
        return new PostId(area + "." + role + "." + number);
    }

    @Override
    public String toString() {
        return value;
    }
}
