package lianhu.adapters.county;

import java.time.LocalTime;
import java.util.List;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.GroupBinding;
import lianhu.core.report.Channel;

/** The people, groups and seeded matters of the demonstration. Empty where a county has none. */
public record DemoData(List<Group> groups, List<Person> people, List<Household> households, List<DemoReport> reports) {
    public static final DemoData EMPTY = new DemoData(List.of(), List.of(), List.of(), List.of());

    /** @param webhook key of its webhook; empty for none */
    public record Group(
            String chat, String name, GroupBinding.Tier tier, AreaCode area, String webhook, List<Member> members) {}

    /** @param userId in WeCom; empty for those who have not joined */
    public record Member(String userId, String name) {}

    public record Person(String userId, String name, String role) {}

    public record Household(AreaCode unit, AreaCode code, String contact, String occupancy) {}

    /**
     * Something that was reported before the demonstration begins.
     *
     * @param daysAgo counted back from the day of the start
     * @param reporter empty when nobody gave a name
     * @param then what followed: {@code accept}, {@code result …}, {@code return …}
     */
    public record DemoReport(
            int daysAgo,
            LocalTime time,
            AreaCode area,
            Channel channel,
            String text,
            String reporter,
            List<String> then) {}
}
