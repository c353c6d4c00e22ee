package lianhu.adapters.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lianhu.adapters.county.County;
import lianhu.adapters.roster.RosterDifference.Item;
import lianhu.adapters.roster.RosterDifference.Kind;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Contact;
import lianhu.core.roster.PastContact;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;

/** Compares the county's files with the tables; the rule stands at {@link RosterDifference}. */
final class RosterComparison {
    private final County files;
    private final RosterRecords tables;
    private final Instant now;
    private final LocalDate today;

    private RosterComparison(County files, RosterRecords tables, Instant now) {
        this.files = files;
        this.tables = tables;
        this.now = now;
        this.today = DeadlinePolicy.localDate(now);
    }

    static RosterDifference compare(County files, RosterRecords tables, Instant now) {
        RosterComparison comparison = new RosterComparison(files, tables, now);
        List<Item<Post>> posts = comparison.posts();
        List<Item<Department>> departments = comparison.departments();
        return new RosterDifference(comparison.areas(posts, departments), departments, posts);
    }

    private List<Item<Post>> posts() {
        List<Item<Post>> items = new ArrayList<>();
        Map<Object, Post> rest = new LinkedHashMap<>();
        tables.posts().forEach(post -> rest.put(post.id(), post));
        for (Post file : files.posts()) {
            Optional<Post> held = Optional.ofNullable(rest.remove(file.id()));
            if (held.isEmpty()) {
                items.add(new Item<>(Kind.ADDED, held, Optional.of(file), List.of()));
            } else if (!isSame(held.get(), file)) {
                items.add(post(held.get(), Optional.of(file), past -> says(past, file)));
            }
        }
        rest.values().stream()
                .filter(post ->
                        post.until().filter(last -> last.isBefore(today)).isEmpty())
                .map(post -> post(post, Optional.empty(), past -> past.contact().isEmpty()))
                .forEach(items::add);
        return items;
    }

    private Item<Post> post(Post held, Optional<Post> file, Predicate<PastContact> isFile) {
        List<PastContact> history = tables.postHistory().getOrDefault(held.id(), List.of());
        if (isNewerAtDesk(history, isFile)) {
            return new Item<>(Kind.KEPT, Optional.of(held), file, List.of(keptNote(history)));
        }
        List<String> notes = new ArrayList<>(overwritten(history));
        long open = tables.openTicketsOf(held.area().value());
        if (open > 0 && file.filter(post -> post.person().equals(held.person())).isEmpty()) {
            notes.add("那里还有 " + open + " 件没办完，跟着岗走" + (file.isEmpty() ? "；请派给别人，或者补人" : ""));
        }
        return new Item<>(file.isEmpty() ? Kind.REMOVED : Kind.CHANGED, Optional.of(held), file, notes);
    }

    private List<Item<Department>> departments() {
        List<Item<Department>> items = new ArrayList<>();
        Map<String, Department> rest = new LinkedHashMap<>();
        tables.departments().forEach(department -> rest.put(department.id(), department));
        for (Department file : files.departments()) {
            Department held = rest.remove(file.id());
            if (held == null) {
                items.add(new Item<>(Kind.ADDED, Optional.empty(), Optional.of(file), List.of()));
            } else if (!held.equals(file)) {
                items.addAll(department(held, file));
            }
        }
        rest.values().forEach(held -> {
            long open = tables.openTicketsOf(held.id());
            items.add(new Item<>(
                    open > 0 ? Kind.REFUSED : Kind.REMOVED,
                    Optional.of(held),
                    Optional.empty(),
                    open > 0 ? List.of("它还有 " + open + " 件没办完") : List.of()));
        });
        return items;
    }

    /** The desk changes only the contact of a department, so its name follows the files in any case. */
    private List<Item<Department>> department(Department held, Department file) {
        List<PastContact> history = tables.departmentHistory().getOrDefault(held.id(), List.of());
        Contact contact = RosterWriter.contact(file);
        if (RosterWriter.contact(held).equals(contact)
                || !isNewerAtDesk(history, past -> past.contact().equals(Optional.of(contact)))) {
            List<String> notes = RosterWriter.contact(held).equals(contact) ? List.of() : overwritten(history);
            return List.of(new Item<>(Kind.CHANGED, Optional.of(held), Optional.of(file), notes));
        }
        Item<Department> kept = new Item<>(Kind.KEPT, Optional.of(held), Optional.of(file), List.of(keptNote(history)));
        Department renamed =
                new Department(file.id(), file.name(), file.type(), file.area(), held.phone(), held.userId());
        return renamed.equals(held)
                ? List.of(kept)
                : List.of(kept, new Item<>(Kind.CHANGED, Optional.of(held), Optional.of(renamed), List.of()));
    }

    private List<Item<Area>> areas(List<Item<Post>> posts, List<Item<Department>> departments) {
        List<Item<Area>> items = new ArrayList<>();
        Map<AreaCode, Area> rest = new LinkedHashMap<>();
        tables.areas().forEach(area -> rest.put(area.code(), area));
        for (Area file : files.areas()) {
            Optional<Area> held = Optional.ofNullable(rest.remove(file.code()));
            if (held.filter(file::equals).isEmpty()) {
                items.add(new Item<>(held.isEmpty() ? Kind.ADDED : Kind.CHANGED, held, Optional.of(file), List.of()));
            }
        }
        rest.values().forEach(held -> {
            List<String> reasons = uses(held.code(), posts, departments);
            items.add(new Item<>(
                    reasons.isEmpty() ? Kind.REMOVED : Kind.REFUSED, Optional.of(held), Optional.empty(), reasons));
        });
        return items;
    }

    /** What would lose its place. Everything below the area counts, so a parent stays while a child stays. */
    private List<String> uses(AreaCode place, List<Item<Post>> posts, List<Item<Department>> departments) {
        List<String> uses = new ArrayList<>();
        long open = tables.countOpen(ticket -> ticket.isAt(place));
        if (open > 0) {
            uses.add("还有 " + open + " 件没办完");
        }
        tables.groups().stream()
                .filter(group -> place.contains(group.area()))
                .forEach(group -> uses.add("还绑着群“" + group.name() + "”"));
        remaining(posts)
                .filter(post -> place.contains(post.area()))
                .forEach(post -> uses.add("还有受理台加的岗：" + post.spoken()));
        departments.stream()
                .filter(item -> item.is(Kind.REFUSED))
                .flatMap(item -> item.before().stream())
                .filter(department -> place.contains(department.area()))
                .forEach(department -> uses.add("还有单位“" + department.name() + "”"));
        return uses;
    }

    private static Stream<Post> remaining(List<Item<Post>> posts) {
        return posts.stream()
                .filter(item -> item.is(Kind.KEPT) && item.after().isEmpty())
                .flatMap(item -> item.before().stream());
    }

    private static boolean isSame(Post held, Post file) {
        return RosterWriter.contact(held).equals(RosterWriter.contact(file))
                && held.from().equals(file.from())
                && held.until().equals(file.until());
    }

    private static boolean says(PastContact past, Post file) {
        return past.contact().equals(Optional.of(RosterWriter.contact(file)))
                && past.from().equals(Optional.of(file.from()))
                && past.until().equals(file.until());
    }

    private static boolean isNewerAtDesk(List<PastContact> history, Predicate<PastContact> isFile) {
        return history.stream().takeWhile(past -> !past.isReplacedByFiles()).anyMatch(isFile);
    }

    private String keptNote(List<PastContact> history) {
        return "受理台改的比文件新，不动（" + author(history.getFirst()) + "）；文件里这一行改了，才以文件为准";
    }

    private List<String> overwritten(List<PastContact> history) {
        return RosterRecords.deskChange(history).map(past -> "受理台改过（" + author(past) + "），文件里这一行后来又改了，以文件为准").stream()
                .toList();
    }

    private String author(PastContact past) {
        return past.byName() + "，" + ChineseTime.formatPast(past.replacedAt(), now);
    }
}
