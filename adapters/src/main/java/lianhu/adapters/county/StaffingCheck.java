package lianhu.adapters.county;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.Role;

/**
 * Compares the posts of grids and units with the staffing norm (景宁 1+1+1+X, 安顺经开区 one head and two deputies). It only
 * warns: the nearest staffed level above takes the work of a vacant post, and above the townships the desk. Posts are counted
 * on the day the newest post began.
 */
final class StaffingCheck {
    /** A longer list is cut and only its size is shown. */
    private static final int MAX_NAMED = 3;

    private static final List<Role> TOWNSHIP_ROLES = List.of(Role.TOWNSHIP_ROOM, Role.GRID_HEAD, Role.LEADER);

    private final String file;
    private final CountyProfile profile;
    private final InMemoryPostDirectory posts;
    private final Map<AreaCode, Integer> lines;
    private final ConfigErrors configErrors;
    private final LocalDate day;

    StaffingCheck(
            String file,
            CountyProfile profile,
            List<Post> posts,
            Map<AreaCode, Integer> lines,
            ConfigErrors configErrors) {
        this.file = file;
        this.profile = profile;
        this.posts = new InMemoryPostDirectory(posts);
        this.lines = lines;
        this.configErrors = configErrors;
        this.day = posts.stream().map(Post::from).max(Comparator.naturalOrder()).orElse(LocalDate.EPOCH);
    }

    void check(List<Area> areas) {
        townships(areas);
        grids(areas);
        areas.stream()
                .filter(area -> area.code().level() == Level.UNIT)
                .filter(area -> count(area, Role.UNIT_HEAD) + count(area, Role.DEPUTY_HEAD) > 0)
                .forEach(this::unit);
    }

    private void townships(List<Area> areas) {
        List<Area> empty = areas.stream()
                .filter(area ->
                        area.code().level() == Level.TOWNSHIP && !area.code().isAway())
                .filter(area -> TOWNSHIP_ROLES.stream().allMatch(role -> count(area, role) == 0))
                .toList();
        if (!empty.isEmpty()) {
            configErrors.warn(file, 1, empty.size() + " 个乡镇没有人在岗：" + describe(empty, areas) + "，那里没有人接的事到受理台");
        }
    }

    private void grids(List<Area> areas) {
        for (boolean isAway : List.of(false, true)) {
            Map<Role, List<Area>> vacant = new EnumMap<>(Role.class);
            areas.stream()
                    .filter(area ->
                            area.code().level() == Level.GRID && area.code().isAway() == isAway)
                    .forEach(grid -> profile.staffingNormAt(grid.code())
                            .gridPosts()
                            .forEach((role, intRange) -> grid(grid, role, intRange, vacant)));
            vacant.forEach((role, grids) -> configErrors.warn(
                    file,
                    1,
                    profile.titles().of(role, grids.getFirst().code()) + "空缺 " + grids.size() + " 处："
                            + describe(grids, areas) + "，那里的事由同格的别的岗位接，都没有人就到上一级"));
        }
    }

    private void grid(Area grid, Role role, IntRange intRange, Map<Role, List<Area>> vacant) {
        int held = count(grid, role);
        if (held < intRange.min()) {
            vacant.computeIfAbsent(role, none -> new ArrayList<>()).add(grid);
        } else if (held > intRange.max()) {
            configErrors.warn(
                    file,
                    lineOf(grid),
                    "“" + grid.name() + "”有 " + held + " 名" + profile.titles().of(role, grid.code()) + "，应是 "
                            + intRange.describe() + " 名");
        }
    }

    private void unit(Area unit) {
        StaffingNorm staffingNorm = profile.staffingNormAt(unit.code());
        int deputies = count(unit, Role.DEPUTY_HEAD);
        if (!staffingNorm.deputies().contains(deputies)) {
            configErrors.warn(
                    file,
                    lineOf(unit),
                    "“" + unit.name() + "”有 " + deputies + " 名副联户长，" + staffingNorm.district() + "应是 "
                            + staffingNorm.deputies().describe() + " 名");
        }
    }

    private int count(Area area, Role role) {
        return posts.at(area.code(), role, day).size();
    }

    private int lineOf(Area area) {
        return lines.getOrDefault(area.code(), 1);
    }

    private static String describe(List<Area> some, List<Area> all) {
        Stream<String> names = some.stream().limit(MAX_NAMED).map(area -> displayName(area, all));
        return String.join("、", names.toList()) + (some.size() > MAX_NAMED ? " 等" : "");
    }

    private static String displayName(Area area, List<Area> all) {
        return all.stream()
                        .filter(above -> area.code()
                                .parent()
                                .filter(above.code()::equals)
                                .isPresent())
                        .filter(above -> above.code().isAtOrBelow(Level.TOWNSHIP)
                                && !above.code().isAway())
                        .findFirst()
                        .map(above -> area.name().startsWith(above.name()) ? "" : above.name())
                        .orElse("")
                + area.name();
    }
}
