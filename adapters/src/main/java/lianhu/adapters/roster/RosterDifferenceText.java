package lianhu.adapters.roster;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lianhu.adapters.roster.RosterDifference.Item;
import lianhu.adapters.roster.RosterDifference.Kind;
import lianhu.core.area.Area;
import lianhu.core.area.Areas;
import lianhu.core.roster.CountyFileComparison.Difference;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;

/** Describes a difference for the operator, one line for each entry. */
final class RosterDifferenceText {
    private final Areas areas;
    private final UnaryOperator<String> phone;

    /**
     * @param areas of the tables and the files together
     * @param phone how a number is shown
     */
    RosterDifferenceText(Areas areas, UnaryOperator<String> phone) {
        this.areas = areas;
        this.phone = phone;
    }

    List<Difference> entries(RosterDifference difference) {
        List<Difference> entries = new ArrayList<>();
        difference.areas().forEach(item -> entries.add(entry(item, this::name, RosterDifferenceText::areaChanges)));
        difference.departments().forEach(item -> entries.add(entry(item, this::name, this::departmentChanges)));
        difference.posts().forEach(item -> entries.add(entry(item, this::name, this::postChanges)));
        return entries;
    }

    /** The entries and their numbers, for a terminal. */
    List<String> lines(RosterDifference difference) {
        List<String> lines = new ArrayList<>();
        entries(difference).forEach(entry -> lines.add(entry.mark() + "  " + entry.text()));
        lines.add("加 " + difference.count(Kind.ADDED) + "，改 " + difference.count(Kind.CHANGED) + "，停 "
                + difference.count(Kind.REMOVED) + "，留 " + difference.count(Kind.KEPT) + "，动不了 "
                + difference.count(Kind.REFUSED) + "。");
        return lines;
    }

    private static <T> Difference entry(
            Item<T> item, Function<T, String> name, Function<Item<T>, List<String>> changes) {
        String mark = switch (item.kind()) {
            case ADDED -> "加";
            case CHANGED -> "改";
            case REMOVED -> "停";
            case KEPT -> "留";
            case REFUSED -> "动不了";
        };
        List<String> parts = new ArrayList<>();
        if (item.kind() == Kind.REMOVED || item.kind() == Kind.REFUSED) {
            parts.add("文件里没有了");
        }
        parts.addAll(changes.apply(item));
        parts.addAll(item.notes());
        return new Difference(
                mark,
                name.apply(item.before().or(item::after).orElseThrow())
                        + (parts.isEmpty() ? "" : "：" + String.join("；", parts)));
    }

    private String name(Area area) {
        return "地方 " + areas.displayName(area.code()) + "（" + area.code() + "）";
    }

    private String name(Department department) {
        return "单位 " + department.name() + "（" + department.id() + "）";
    }

    private String name(Post post) {
        return "岗位 " + areas.displayName(post.area()) + " " + post.title() + post.person() + "（" + post.id() + "）";
    }

    private static List<String> areaChanges(Item<Area> item) {
        return both(
                item,
                (before, after) -> Stream.of(
                        change("名字", before.name(), after.name()),
                        change("类型", before.kind().name(), after.kind().name()),
                        change("所在地", before.seat(), after.seat())));
    }

    private List<String> departmentChanges(Item<Department> item) {
        return both(
                item,
                (before, after) -> Stream.of(
                        change("名字", before.name(), after.name()),
                        change("类型", before.type().name(), after.type().name()),
                        change("地方", areas.displayName(before.area()), areas.displayName(after.area())),
                        phoneChange(before.phone(), after.phone()),
                        change("账号", before.userId(), after.userId())));
    }

    private List<String> postChanges(Item<Post> item) {
        return both(
                item,
                (before, after) -> Stream.of(
                        change("人", before.person(), after.person()),
                        phoneChange(before.phone(), after.phone()),
                        change("账号", before.userId(), after.userId()),
                        change("从", before.from().toString(), after.from().toString()),
                        change("到", day(before.until()), day(after.until()))));
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("");
    }

    private interface Changes<T> {
        Stream<Optional<String>> of(T before, T after);
    }

    private static <T> List<String> both(Item<T> item, Changes<T> changes) {
        return item.before().isEmpty() || item.after().isEmpty()
                ? List.of()
                : changes.of(item.before().get(), item.after().get())
                        .flatMap(Optional::stream)
                        .toList();
    }

    private static Optional<String> change(String what, String before, String after) {
        return before.equals(after) ? Optional.empty() : Optional.of(what + " " + shown(before) + " → " + shown(after));
    }

    /** Two numbers may look the same once they are masked. */
    private Optional<String> phoneChange(String before, String after) {
        String old = phone.apply(before);
        String fresh = phone.apply(after);
        return !before.equals(after) && old.equals(fresh)
                ? Optional.of("电话 " + old + " 中间几位改了")
                : change("电话", old, fresh);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "（空）" : value;
    }
}
