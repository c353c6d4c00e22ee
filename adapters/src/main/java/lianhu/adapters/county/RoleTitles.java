package lianhu.adapters.county;

import java.util.Map;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.Role;

/** What a county calls its posts, by the kind of the place: the head of an away grid is 商会会长 (景宁). */
public record RoleTitles(Map<Area.Kind, Map<Role, String>> titles) {
    public static final RoleTitles DEFAULT = new RoleTitles(Map.of());

    public String of(Role role, AreaCode area) {
        return titles.getOrDefault(Area.Kind.of(area), Map.of()).getOrDefault(role, role.title());
    }
}
