package lianhu.core.routing;

import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;

/**
 * A department, platform, centre, team, vendor, chamber or the desk.
 *
 * @param area the township it serves, or the county
 * @param userId who gets its cards in WeCom; empty when nobody does
 */
public record Department(String id, String name, OwnerType type, AreaCode area, String phone, String userId) {
    public static final String DESK = "desk";
    public static final String DUTY = "duty";
}
