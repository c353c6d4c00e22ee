package lianhu.adapters.county;

import java.time.LocalTime;
import java.util.List;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.GroupBinding;
import lianhu.core.report.Channel;

/** The people, groups and sample reports of the demonstration; empty for a county without one. */
public record DemoData(List<Group> groups, List<Person> people, List<Household> households, List<DemoReport> reports) {
    public static final DemoData EMPTY = new DemoData(List.of(), List.of(), List.of(), List.of());

    /** @param webhook key of the group's webhook; empty for none */
    public record Group(
            String chat, String name, GroupBinding.Tier tier, AreaCode area, String webhook, List<Member> members) {}

    /** @param userId in WeCom; empty for a person who has not joined */
    public record Member(String userId, String name) {}

    public record Person(String userId, String name, String role) {}

    public record Household(AreaCode unit, AreaCode code, String contact, String occupancy) {}

    /**
     * A report from before the start of the demonstration.
     *
     * @param daysAgo counted back from the day of the start
     * @param reporter empty for an anonymous report
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
