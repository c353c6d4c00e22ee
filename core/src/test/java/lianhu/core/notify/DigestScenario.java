package lianhu.core.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** Open tickets of the small county on a Monday at half past eight. */
final class DigestScenario {
    static final Instant NOW = Instant.parse("2026-11-23T08:30:00+08:00");
    static final Owner GRID = new Owner(OwnerType.GRID, RosterFixture.GRID.value(), "网格员小王");
    static final Owner UNIT = new Owner(OwnerType.UNIT, RosterFixture.UNIT.value(), "联户长老张");
    static final Owner HOUSING = new Owner(OwnerType.DEPARTMENT, "housing", "县住建局");
    static final Owner DISCIPLINE = new Owner(OwnerType.DEPARTMENT, "discipline", "县纪检室");
    static final Owner DESK = new Owner(OwnerType.DESK, "desk", "云溪县受理台");

    private final List<Post> morePosts = new ArrayList<>();
    final List<TicketQueries.Row> open = new ArrayList<>();

    /** Another post of the small county. */
    void post(AreaCode area, Role role, String person, String userId) {
        morePosts.add(new Post(
                new PostId(area + "." + role + ".9"),
                area,
                role,
                person,
                "",
                userId,
                LocalDate.of(2026, 1, 1),
                Optional.empty()));
    }

    /** @param due hours from now; negative for an overdue ticket */
    void ticket(String title, Owner owner, int due) {
        ticket(title, owner, due, Confidentiality.OPEN, Optional.empty());
    }

    void ticket(String title, Owner owner, int due, Confidentiality confidentiality, Optional<AreaCode> recused) {
        Instant until = NOW.plus(Duration.ofHours(due));
        List<Change> changes = new ArrayList<>(List.of(
                new Change.Received(new ReceiptNo("48271938"), Channel.PRIVATE),
                new Change.Triaged(
                        RequestKind.HELP,
                        "lamp",
                        Urgency.NORMAL,
                        RosterFixture.UNIT,
                        confidentiality,
                        new RoutingDecision(owner, List.of(), "目录", List.of(), 1, "", List.of(), recused),
                        until)));
        if (!owner.isDesk()) {
            changes.add(new Change.Dispatched(owner, List.of(), until, false));
        }
        add(title, changes);
    }

    /** A ticket whose result waits for its reporter. */
    void answered(String title, Owner owner) {
        ticket(title, owner, -1);
        Ticket ticket = open.removeLast().ticket();
        add(title, ticket.apply(event(ticket.version() + 1, new Change.ResultSubmitted(true))));
    }

    private void add(String title, List<Change> changes) {
        TicketNo no = TicketNo.of(LocalDate.of(2026, 11, 23), RosterFixture.COUNTY, open.size() + 1);
        List<TicketEvent> events = new ArrayList<>();
        changes.forEach(change -> events.add(event(events.size() + 1, change)));
        add(title, Ticket.replay(no, events));
    }

    private void add(String title, Ticket ticket) {
        open.add(new TicketQueries.Row(
                ticket,
                title,
                List.of(new TicketQueries.ReceiptInfo(
                        new ReceiptNo("48271938"), Channel.PRIVATE, "李*", "", ticket.receivedAt()))));
    }

    private static TicketEvent event(int seq, Change change) {
        return new TicketEvent(
                seq, NOW.minus(Duration.ofDays(9)), Actor.GATEWAY, change, "", List.of(), Optional.empty());
    }

    MorningDigestPolicy policy() {
        PostDirectory posts =
                new InMemoryPostDirectory(Stream.concat(RosterFixture.posts().all().stream(), morePosts.stream())
                        .toList());
        return new MorningDigestPolicy(
                new OwnerResolver(RosterFixture.areas(), posts, RosterFixture.departments()),
                posts,
                RosterFixture.departments());
    }

    List<PersonalDigest> digests() {
        return policy().digests(open, NOW);
    }

    PersonalDigest of(String person) {
        return digests().stream()
                .filter(digest -> digest.person().equals(person))
                .findFirst()
                .orElseThrow();
    }

    List<String> persons() {
        return digests().stream().map(PersonalDigest::person).sorted().toList();
    }
}
