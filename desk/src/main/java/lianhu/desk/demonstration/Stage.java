package lianhu.desk.demonstration;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.care.CareLinks;
import lianhu.core.deadline.Deadlines;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.people.PersonalLinks;
import lianhu.core.people.Post;
import lianhu.core.people.Posts;
import lianhu.core.people.Role;
import lianhu.desk.Demonstration;
import lianhu.desk.Sketch;

/** Who plays: one unit with a plain group and a head who is in WeCom, the village's internal group, and its keeper. */
@Singleton
final class Stage {
    private static final int ROWS = 12;

    private final Areas areas;
    private final Posts posts;
    private final Bindings bindings;
    private final PersonalLinks links;
    private final CareLinks chats;
    private final Worklist worklist;
    private final Demonstration demonstration;
    private final Sketch sketch;
    private final InstantSource clock;

    Stage(
            Areas areas,
            Posts posts,
            Bindings bindings,
            PersonalLinks links,
            CareLinks chats,
            Worklist worklist,
            Demonstration demonstration,
            Sketch sketch,
            InstantSource clock) {
        this.areas = areas;
        this.posts = posts;
        this.bindings = bindings;
        this.links = links;
        this.chats = chats;
        this.worklist = worklist;
        this.demonstration = demonstration;
        this.sketch = sketch;
        this.clock = clock;
    }

    /**
     * @param code of the county, for a notice to all of it
     * @param away the group of an away grid; empty without one
     * @param contact who tells for its members; empty without one
     */
    record View(
            String code,
            String county,
            String seal,
            String simulator,
            Optional<Cast> cast,
            Optional<Binding> away,
            Optional<Contact> contact,
            List<Sketch.Line> rows,
            Worklist.Totals totals) {}

    /**
     * @param link of the head's own page; empty without one
     * @param chat link of the unit into customer service; empty without one
     */
    record Cast(
            String unit,
            String unitName,
            Binding plain,
            Binding internal,
            Post head,
            Post keeper,
            String link,
            String chat) {}

    /** @param link of the contact's own page */
    record Contact(String place, String person, String link) {}

    Uni<View> set() {
        return worklist.list(Worklist.Query.all(ROWS), Viewer.DESK)
                .chain(page -> worklist.totals().map(totals -> view(page, totals)));
    }

    private View view(Worklist.Page page, Worklist.Totals totals) {
        Area county = areas.county();
        return new View(
                county.code().value(),
                county.name(),
                county.name().substring(0, county.name().offsetByCodePoints(0, 1)),
                demonstration.simulator(),
                cast(),
                bindings.all().stream()
                        .filter(binding -> binding.area().isAway())
                        .findFirst(),
                contact(),
                page.items().stream().map(sketch::of).toList(),
                totals);
    }

    private Optional<Contact> contact() {
        LocalDate day = Deadlines.day(clock.instant());
        return areas.all().stream()
                .map(Area::code)
                .filter(code -> code.level() == Level.GRID && code.isAway())
                .flatMap(grid -> posts.at(grid, Role.GRID_HEAD, day).stream())
                .flatMap(post -> links
                        .linkOf(post.id())
                        .map(link -> new Contact(
                                areas.find(post.area()).map(Area::name).orElse(""), post.person(), link))
                        .stream())
                .findFirst();
    }

    private Optional<Cast> cast() {
        LocalDate day = Deadlines.day(clock.instant());
        return areas.all().stream()
                .map(Area::code)
                .filter(code -> code.level() == Level.UNIT && !code.isAway())
                .sorted()
                .flatMap(unit -> cast(unit, day).stream())
                .filter(cast -> !cast.internal().webhookKey().isEmpty())
                .max(Comparator.comparingInt(cast -> weight(cast, day)));
    }

    /** Units with deputies show more; among equals the first of the list plays. */
    private int weight(Cast cast, LocalDate day) {
        return posts.at(new AreaCode(cast.unit()), Role.DEPUTY_HEAD, day).size();
    }

    private Optional<Cast> cast(AreaCode unit, LocalDate day) {
        Optional<Binding> plain = bindings.plainGroupOf(unit);
        Optional<Binding> internal = bindings.all().stream()
                .filter(binding -> binding.tier() == Binding.Tier.INTERNAL
                        && binding.area().equals(unit.at(Level.VILLAGE)))
                .findFirst();
        Optional<Post> head = reachable(unit, Role.UNIT_HEAD, day);
        Optional<Post> keeper = reachable(unit.at(Level.GRID), Role.KEEPER, day);
        return plain.isPresent() && internal.isPresent() && head.isPresent() && keeper.isPresent()
                ? Optional.of(new Cast(
                        unit.value(),
                        areas.spoken(unit),
                        plain.get(),
                        internal.get(),
                        head.get(),
                        keeper.get(),
                        links.linkOf(head.get().id()).orElse(""),
                        chats.linkTo(unit).orElse("")))
                : Optional.empty();
    }

    private Optional<Post> reachable(AreaCode place, Role role, LocalDate day) {
        return posts.at(place, role, day).stream()
                .filter(post -> !post.userId().isEmpty())
                .findFirst();
    }
}
