package lianhu.core.routing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.people.Post;
import lianhu.core.people.PostBook;
import lianhu.core.people.PostId;
import lianhu.core.people.Posts;
import lianhu.core.people.Role;

/** A small county: one town, one village, two grids, two units, an away grid; some posts are vacant. */
public final class TownOfTests {
    public static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    public static final AreaCode COUNTY = new AreaCode("621099");
    public static final AreaCode TOWN = new AreaCode("621099101");
    public static final AreaCode VILLAGE = new AreaCode("621099101201");
    public static final AreaCode GRID = new AreaCode("621099101201001");
    public static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    public static final AreaCode VACANT_GRID = new AreaCode("621099101201002");
    public static final AreaCode VACANT_UNIT = new AreaCode("621099101201002-L001");
    public static final AreaCode AWAY_GRID = new AreaCode("621099901001001");

    public static Areas areas() {
        List<Area> list = new ArrayList<>();
        list.add(area(COUNTY, "云溪县"));
        list.add(area(TOWN, "云溪镇"));
        list.add(area(VILLAGE, "上河村"));
        list.add(area(GRID, "上河第一网格"));
        list.add(area(UNIT, "上河村一组"));
        list.add(area(VACANT_GRID, "上河第二网格"));
        list.add(area(VACANT_UNIT, "上河村四组"));
        list.add(new Area(new AreaCode("621099901"), "域外", Area.Kind.AWAY, ""));
        list.add(new Area(new AreaCode("621099901001"), "杭州", Area.Kind.AWAY, "330100"));
        list.add(new Area(AWAY_GRID, "杭州网格", Area.Kind.AWAY, "330100"));
        return new AreaTree(list);
    }

    public static Posts posts() {
        return new PostBook(List.of(
                post(UNIT, Role.UNIT_HEAD, "老张", "", Optional.empty()),
                post(UNIT, Role.DEPUTY_HEAD, "周婶", "zhou.shen", Optional.empty()),
                post(GRID, Role.KEEPER, "小王", "wang.xiao", Optional.empty()),
                post(VACANT_GRID, Role.KEEPER, "小李", "li.xiao", Optional.of(LocalDate.of(2026, 8, 31))),
                post(VILLAGE, Role.GRID_HEAD, "赵书记", "zhao", Optional.empty()),
                post(TOWN, Role.TOWNSHIP_ROOM, "刘芳", "liu.fang", Optional.empty()),
                post(AWAY_GRID, Role.KEEPER, "金秘书长", "jin", Optional.empty())));
    }

    public static Departments departments() {
        List<Department> list = List.of(
                department("desk", "云溪县受理台", OwnerType.DESK, COUNTY, "chen.jing"),
                department("duty", "县值班室", OwnerType.CENTRE, COUNTY, "zhiban"),
                department("housing", "县住建局", OwnerType.DEPARTMENT, COUNTY, "zhujian"),
                department("water", "县水务局", OwnerType.DEPARTMENT, COUNTY, ""),
                department("discipline", "县纪检室", OwnerType.DEPARTMENT, COUNTY, "jijian"),
                department("acfic", "县工商联", OwnerType.DEPARTMENT, COUNTY, "gsl"),
                department("bm-621099101", "云溪镇便民服务平台", OwnerType.PLATFORM, TOWN, "bianmin"));
        return () -> list;
    }

    public static Owners owners() {
        return new Owners(areas(), posts(), departments());
    }

    private static Area area(AreaCode code, String name) {
        return new Area(code, name, Area.Kind.COMMON, "");
    }

    private static Post post(AreaCode area, Role role, String person, String userId, Optional<LocalDate> until) {
        return new Post(
                new PostId(area + "." + role + ".1"), area, role, person, "", userId, LocalDate.of(2026, 1, 1), until);
    }

    private static Department department(String id, String name, OwnerType type, AreaCode area, String userId) {
        return new Department(id, name, type, area, "", userId);
    }

    private TownOfTests() {}
}
