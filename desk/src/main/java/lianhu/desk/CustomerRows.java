package lianhu.desk;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.deadline.Deadlines;
import lianhu.core.group.CustomerGroup;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.people.Post;
import lianhu.core.people.Posts;

/** Customer groups as the desk reads them. */
@Singleton
final class CustomerRows {
    private final Bindings bindings;
    private final Areas areas;
    private final Posts posts;
    private final InstantSource clock;

    CustomerRows(Bindings bindings, Areas areas, Posts posts, InstantSource clock) {
        this.bindings = bindings;
        this.areas = areas;
        this.posts = posts;
        this.clock = clock;
    }

    /**
     * One group.
     *
     * @param place where it belongs; empty while nobody knows
     * @param owner whose tap sends; empty when WeCom has not shown her yet
     * @param note what is known and what is to be done
     * @param waits whether a person has to say where it belongs
     * @param isSeen whether WeCom shows it
     */
    record Row(String chat, String name, String place, String owner, String note, boolean waits, boolean isSeen) {}

    /** Those that wait for a person first. */
    List<Row> of(List<CustomerGroup> seen) {
        List<Row> rows = new ArrayList<>();
        seen.stream().filter(CustomerGroup::waitsForPerson).map(this::row).forEach(rows::add);
        seen.stream().filter(group -> !group.waitsForPerson()).map(this::row).forEach(rows::add);
        bindings.all().stream()
                .filter(binding -> binding.tier() == Binding.Tier.CUSTOMER)
                .filter(binding -> seen.stream().noneMatch(group -> group.chat().equals(binding.chat())))
                .map(this::unseen)
                .forEach(rows::add);
        return rows;
    }

    private Row row(CustomerGroup group) {
        return new Row(
                group.chat(),
                group.name(),
                group.area().map(areas::spoken).orElse(""),
                owner(group.owner()),
                note(group),
                group.waitsForPerson(),
                true);
    }

    private Row unseen(Binding binding) {
        return new Row(
                binding.chat(), binding.name(), areas.spoken(binding.area()), "", "企业微信里还没看到这个群，群主也就不知道", false, false);
    }

    private String note(CustomerGroup group) {
        return switch (group.standing()) {
            case CANDIDATE -> "还不知道归哪儿：给它做个进群码等人扫，或者在这里定";
            case CONFLICT ->
                "进群码的说法不一："
                        + group.evidence().stream().map(this::spoken).collect(Collectors.joining("、"))
                        + group.area()
                                .map(area -> "；定下来以前仍算" + spoken(area) + "的")
                                .orElse("；定下来以前不往这个群发");
            case BOUND -> "有居民扫这里的进群码进群，对上了";
            case DECIDED, DISMISSED -> "";
        };
    }

    private String spoken(AreaCode area) {
        return areas.spoken(area);
    }

    private String owner(String account) {
        Optional<Post> post =
                posts.heldBy(account, Deadlines.day(clock.instant())).stream().findFirst();
        return account.isEmpty() ? "" : post.map(Post::spoken).orElse("不在花名册里的账号 " + account);
    }
}
