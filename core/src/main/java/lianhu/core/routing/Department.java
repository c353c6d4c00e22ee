package lianhu.core.routing;

import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;

/**
 * A department, platform, centre, team, vendor, chamber or the desk.
 *
 * @param area the township it serves, or the county
 * @param userId WeCom account that gets its cards; empty for none
 */
public record Department(String id, String name, OwnerType type, AreaCode area, String phone, String userId) {
    public static final String DESK = "desk";
    public static final String DUTY = "duty";
}
