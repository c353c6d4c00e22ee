package lianhu.adapters.county;

import java.util.Map;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.Role;

/** What a county calls its posts, by the kind of the place: the head of an away grid is 商会会长 (景宁). */
public record Titles(Map<Area.Kind, Map<Role, String>> words) {
    public static final Titles USUAL = new Titles(Map.of());

    public String of(Role role, AreaCode area) {
        return words.getOrDefault(Area.Kind.of(area), Map.of()).getOrDefault(role, role.title());
    }
}
