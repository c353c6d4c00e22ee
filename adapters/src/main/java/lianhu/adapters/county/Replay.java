package lianhu.adapters.county;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import lianhu.core.area.Area;
import lianhu.core.area.AreaTree;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Rule;
import lianhu.core.people.Post;
import lianhu.core.people.PostBook;
import lianhu.core.reading.WordReading;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.Owners;
import lianhu.core.routing.RuleBook;
import lianhu.core.routing.RuleBook.Decision;
import lianhu.core.routing.RuleBook.Matter;

/**
 * Says every rule's example to the rule book. It is tried on the day the newest post of the folder began, not today: the
 * same folder passes or fails for ever, and no start fails because a night has passed.
 */
final class Replay {
    private final RuleBook book;
    private final WordReading reading;
    private final Catalogue catalogue;
    private final LocalDate day;

    private Replay(RuleBook book, Catalogue catalogue, LocalDate day) {
        this.book = book;
        this.reading = new WordReading(catalogue);
        this.catalogue = catalogue;
        this.day = day;
    }

    static Replay of(List<Area> areas, List<Post> posts, List<Department> departments, Catalogue catalogue) {
        PostBook held = new PostBook(posts);
        Departments known = () -> departments;
        Owners owners = new Owners(new AreaTree(areas), held, known);
        LocalDate day =
                posts.stream().map(Post::from).max(Comparator.naturalOrder()).orElse(LocalDate.EPOCH);
        return new Replay(new RuleBook(catalogue, owners, held), catalogue, day);
    }

    void check(RulesPage page, Faults faults) {
        for (Rule rule : catalogue.rules()) {
            Decision decision =
                    book.decide(new Matter(rule.example(), reading.of(rule.example()), rule.at(), day, false));
            Owner owner = decision.route().owner();
            if (!decision.route().rule().equals(rule.name())) {
                page.place(rule)
                        .fault("例句“" + rule.example() + "”没有走到本条，先被“"
                                + decision.route().rule() + "”认走了");
            } else if (!isExpected(rule.expect(), owner)) {
                page.place(rule)
                        .fault("例句“" + rule.example() + "”应到 " + rule.expect() + "，实际到了 " + owner.type() + ":"
                                + owner.id());
            }
        }
    }

    /** {@code DEPARTMENT:} is said of every body of the list, whether it is a team, a centre or a vendor. */
    private static boolean isExpected(String expect, Owner owner) {
        String type = switch (owner.type()) {
            case CENTRE, TEAM, VENDOR -> OwnerType.DEPARTMENT.name();
            case UNIT, GRID, VILLAGE, TOWNSHIP, PLATFORM, DEPARTMENT, AWAY_GRID, DESK ->
                owner.type().name();
        };
        return expect.equals(type + ":" + owner.id()) || expect.equals(owner.type() + ":" + owner.id());
    }
}
