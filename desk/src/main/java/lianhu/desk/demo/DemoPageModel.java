package lianhu.desk.demo;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.kf.KfLinks;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.Role;
import lianhu.desk.format.DemoMode;
import lianhu.desk.queue.TicketSummaryRow;

/** Chooses the personas of the demonstration: a unit with a plain group and a head in WeCom, its village's internal group, and the grid keeper. */
@Singleton
final class DemoPageModel {
    private static final int ROWS = 12;

    private final Areas areas;
    private final PostDirectory postDirectory;
    private final GroupBindings groupBindings;
    private final PostHolderLinks links;
    private final KfLinks chats;
    private final TicketQueries ticketQueries;
    private final DemoMode demoMode;
    private final TicketSummaryRow ticketSummaryRow;
    private final InstantSource clock;

    DemoPageModel(
            Areas areas,
            PostDirectory postDirectory,
            GroupBindings groupBindings,
            PostHolderLinks links,
            KfLinks chats,
            TicketQueries ticketQueries,
            DemoMode demoMode,
            TicketSummaryRow ticketSummaryRow,
            InstantSource clock) {
        this.areas = areas;
        this.postDirectory = postDirectory;
        this.groupBindings = groupBindings;
        this.links = links;
        this.chats = chats;
        this.ticketQueries = ticketQueries;
        this.demoMode = demoMode;
        this.ticketSummaryRow = ticketSummaryRow;
        this.clock = clock;
    }

    /**
     * @param code the area code of the county
     * @param away the group of an away grid; empty for none
     * @param contact the contact of an away grid, who reports for its members; empty for none
     */
    record View(
            String code,
            String county,
            String seal,
            String simulator,
            Optional<DemoPersonas> cast,
            Optional<GroupBinding> away,
            Optional<ChamberContactLink> contact,
            List<TicketSummaryRow.Summary> rows,
            TicketQueries.Totals totals) {}

    /**
     * @param link the personal page of the unit head; empty for none
     * @param chat the customer service link of the unit; empty for none
     */
    record DemoPersonas(
            String unit,
            String unitName,
            GroupBinding plain,
            GroupBinding internal,
            Post head,
            Post keeper,
            String link,
            String chat) {}

    /** @param link the personal page of the contact */
    record ChamberContactLink(String place, String person, String link) {}

    Uni<View> load() {
        return ticketQueries
                .list(TicketQueries.Query.all(ROWS), Viewer.DESK)
                .chain(page -> ticketQueries.totals().map(totals -> view(page, totals)));
    }

    private View view(TicketQueries.Page page, TicketQueries.Totals totals) {
        Area county = areas.county();
        return new View(
                county.code().value(),
                county.name(),
                county.name().substring(0, county.name().offsetByCodePoints(0, 1)),
                demoMode.simulator(),
                personas(),
                groupBindings.all().stream()
                        .filter(groupBinding -> groupBinding.area().isAway())
                        .findFirst(),
                contact(),
                page.items().stream().map(ticketSummaryRow::of).toList(),
                totals);
    }

    private Optional<ChamberContactLink> contact() {
        LocalDate day = DeadlinePolicy.localDate(clock.instant());
        return areas.all().stream()
                .map(Area::code)
                .filter(code -> code.level() == Level.GRID && code.isAway())
                .flatMap(grid -> postDirectory.at(grid, Role.GRID_HEAD, day).stream())
                .flatMap(post -> links
                        .linkOf(post.id())
                        .map(link -> new ChamberContactLink(
                                areas.find(post.area()).map(Area::name).orElse(""), post.person(), link))
                        .stream())
                .findFirst();
    }

    private Optional<DemoPersonas> personas() {
        LocalDate day = DeadlinePolicy.localDate(clock.instant());
        return areas.all().stream()
                .map(Area::code)
                .filter(code -> code.level() == Level.UNIT && !code.isAway())
                .sorted()
                .flatMap(unit -> personas(unit, day).stream())
                .filter(demoPersonas -> !demoPersonas.internal().webhookKey().isEmpty())
                .max(Comparator.comparingInt(demoPersonas -> weight(demoPersonas, day)));
    }

    /** A unit with deputies shows more; among equals the first of the list is taken. */
    private int weight(DemoPersonas demoPersonas, LocalDate day) {
        return postDirectory
                .at(new AreaCode(demoPersonas.unit()), Role.DEPUTY_HEAD, day)
                .size();
    }

    private Optional<DemoPersonas> personas(AreaCode unit, LocalDate day) {
        Optional<GroupBinding> plain = groupBindings.plainGroupOf(unit);
        Optional<GroupBinding> internal = groupBindings.all().stream()
                .filter(groupBinding -> groupBinding.tier() == GroupBinding.Tier.INTERNAL
                        && groupBinding.area().equals(unit.ancestorAt(Level.VILLAGE)))
                .findFirst();
        Optional<Post> head = reachable(unit, Role.UNIT_HEAD, day);
        Optional<Post> keeper = reachable(unit.ancestorAt(Level.GRID), Role.KEEPER, day);
        return plain.isPresent() && internal.isPresent() && head.isPresent() && keeper.isPresent()
                ? Optional.of(new DemoPersonas(
                        unit.value(),
                        areas.displayName(unit),
                        plain.get(),
                        internal.get(),
                        head.get(),
                        keeper.get(),
                        links.linkOf(head.get().id()).orElse(""),
                        chats.linkTo(unit).orElse("")))
                : Optional.empty();
    }

    private Optional<Post> reachable(AreaCode place, Role role, LocalDate day) {
        return postDirectory.at(place, role, day).stream()
                .filter(post -> !post.userId().isEmpty())
                .findFirst();
    }
}
