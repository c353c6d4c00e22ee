package lianhu.desk.group;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;

/** Lists customer groups with their places and owners. */
@Singleton
public final class CustomerGroupRows {
    private final GroupBindings groupBindings;
    private final Areas areas;
    private final PostDirectory postDirectory;
    private final InstantSource clock;

    public CustomerGroupRows(
            GroupBindings groupBindings, Areas areas, PostDirectory postDirectory, InstantSource clock) {
        this.groupBindings = groupBindings;
        this.areas = areas;
        this.postDirectory = postDirectory;
        this.clock = clock;
    }

    /**
     * @param place the area of the group; empty while it is unknown
     * @param owner who confirms each message; empty while WeCom has not reported the owner
     * @param note the status and what remains to be done
     * @param waits whether a person has to assign the area
     * @param isSeen whether WeCom has reported the group
     */
    record Row(String chat, String name, String place, String owner, String note, boolean waits, boolean isSeen) {}

    /** Groups that wait for a person come first. */
    List<Row> of(List<CustomerGroup> seen) {
        List<Row> rows = new ArrayList<>();
        seen.stream().filter(CustomerGroup::waitsForPerson).map(this::row).forEach(rows::add);
        seen.stream().filter(group -> !group.waitsForPerson()).map(this::row).forEach(rows::add);
        groupBindings.all().stream()
                .filter(groupBinding -> groupBinding.tier() == GroupBinding.Tier.CUSTOMER)
                .filter(groupBinding ->
                        seen.stream().noneMatch(group -> group.chat().equals(groupBinding.chat())))
                .map(this::notInWecom)
                .forEach(rows::add);
        return rows;
    }

    private Row row(CustomerGroup group) {
        return new Row(
                group.chat(),
                group.name(),
                group.area().map(areas::displayName).orElse(""),
                owner(group.owner()),
                note(group),
                group.waitsForPerson(),
                true);
    }

    private Row notInWecom(GroupBinding groupBinding) {
        return new Row(
                groupBinding.chat(),
                groupBinding.name(),
                areas.displayName(groupBinding.area()),
                "",
                "企业微信里还没看到这个群，群主也就不知道",
                false,
                false);
    }

    private String note(CustomerGroup group) {
        return switch (group.status()) {
            case CANDIDATE -> "还不知道归哪儿：给它做个进群码等人扫，或者在这里定";
            case CONFLICT ->
                "进群码的说法不一："
                        + group.evidence().stream().map(this::fullName).collect(Collectors.joining("、"))
                        + group.area()
                                .map(area -> "；定下来以前仍算" + fullName(area) + "的")
                                .orElse("；定下来以前不往这个群发");
            case BOUND -> "有居民扫这里的进群码进群，对上了";
            case DECIDED, DISMISSED -> "";
        };
    }

    private String fullName(AreaCode area) {
        return areas.displayName(area);
    }

    private String owner(String account) {
        Optional<Post> post = postDirectory.heldBy(account, DeadlinePolicy.localDate(clock.instant())).stream()
                .findFirst();
        return account.isEmpty() ? "" : post.map(Post::spoken).orElse("不在花名册里的账号 " + account);
    }
}
