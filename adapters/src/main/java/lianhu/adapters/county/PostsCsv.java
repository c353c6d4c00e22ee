package lianhu.adapters.county;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.roster.Contact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;

/** Reads {@code posts.csv}. The n-th row of a role at a place is its n-th post. */
final class PostsCsv {
    private static final Map<Role, Set<Level>> PLACES = Map.of(
            Role.UNIT_HEAD, Set.of(Level.UNIT),
            Role.DEPUTY_HEAD, Set.of(Level.UNIT),
            Role.KEEPER, Set.of(Level.GRID, Level.VILLAGE),
            Role.HELPER, Set.of(Level.GRID, Level.VILLAGE),
            // 山丹: the head of all grids of a township
            Role.GRID_HEAD, Set.of(Level.GRID, Level.VILLAGE, Level.TOWNSHIP),
            Role.GUIDE, Set.of(Level.GRID, Level.VILLAGE),
            Role.TOWNSHIP_ROOM, Set.of(Level.TOWNSHIP),
            Role.DISPATCHER, Set.of(Level.CITY, Level.COUNTY));

    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<AreaCode, Integer> lines = new HashMap<>();
    private final Set<AreaCode> areas;
    private final RoleTitles roleTitles;

    private PostsCsv(Set<AreaCode> areas, RoleTitles roleTitles) {
        this.areas = areas;
        this.roleTitles = roleTitles;
    }

    static List<Post> read(
            String file, String text, List<Area> areas, Optional<CountyProfile> profile, ConfigErrors configErrors) {
        PostsCsv postsCsv = new PostsCsv(
                AreasCsv.codes(areas), profile.map(CountyProfile::titles).orElse(RoleTitles.DEFAULT));
        List<Post> posts = new ArrayList<>();
        CsvReader.read(file, text, configErrors, "area", "role", "person", "phone", "userid", "from", "to")
                .forEach(csvRow -> postsCsv.post(csvRow).ifPresent(posts::add));
        profile.ifPresent(known -> new StaffingCheck(file, known, posts, postsCsv.lines, configErrors).check(areas));
        return posts;
    }

    private Optional<Post> post(CsvRow csvRow) {
        Optional<AreaCode> area = csvRow.as("area", AreaCode::new);
        Optional<Role> role = csvRow.enumValue("role", Role.class);
        String person = csvRow.required("person");
        String phone = csvRow.text("phone");
        Optional<LocalDate> from = csvRow.day("from");
        Optional<LocalDate> until = csvRow.text("to").isEmpty() ? Optional.empty() : csvRow.day("to");
        if (!phone.isEmpty() && !Contact.isPhone(phone)) {
            csvRow.error("电话“" + phone + "”不对：只能有数字和短横");
        }
        if (area.isEmpty() || role.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        if (!areas.contains(area.get())) {
            csvRow.error("areas.csv 里没有 " + area.get());
        } else if (!PLACES.getOrDefault(role.get(), Set.of(area.get().level()))
                .contains(area.get().level())) {
            csvRow.error(role.get().title() + "不能设在 " + area.get() + " 这一级");
        }
        if (until.isPresent() && until.get().isBefore(from.get())) {
            csvRow.error("“to”早于“from”");
        }
        lines.putIfAbsent(area.get(), csvRow.line());
        int count = counts.merge(area.get() + "." + role.get(), 1, Integer::sum);
        return Optional.of(new Post(
                PostId.of(area.get(), role.get(), count),
                area.get(),
                role.get(),
                roleTitles.of(role.get(), area.get()),
                person,
                phone,
                csvRow.text("userid"),
                from.get(),
                until));
    }
}
