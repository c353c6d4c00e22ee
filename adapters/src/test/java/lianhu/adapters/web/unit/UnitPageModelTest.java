package lianhu.adapters.web.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.query.InvalidCursorException;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.ReporterWait;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class UnitPageModelTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final Owner KEEPER = new Owner(OwnerType.GRID, "621099101201001", "网格员小王");
    private static final Post HEAD = new Post(
            new PostId(UNIT + ".UNIT_HEAD.1"),
            UNIT,
            Role.UNIT_HEAD,
            "老张",
            "",
            "",
            LocalDate.of(2026, 1, 1),
            Optional.empty());

    private final List<TicketQueries.Query> queries = new ArrayList<>();
    private final UnitPageModel pageModel = new UnitPageModel(
            proxy(TicketQueries.class, this::answer),
            null,
            new AreaTree(List.of(new Area(new AreaCode("621099"), "云溪县", Area.Kind.COMMON, ""))),
            new RelayTextComposer(
                    null,
                    null,
                    null,
                    null,
                    null,
                    proxy(
                            EscalationRepository.class,
                            (name, arguments) -> Uni.createFrom().item(List.of()))),
            () -> NOW);

    @Test
    void theMostUrgentStandFirstAndTheRestIsOnThePagesAfter() {
        // When
        UnitView.Work first = pageModel.load(HEAD, "token").await().indefinitely();
        UnitView.Work second =
                pageModel.load(HEAD, "token", first.next()).await().indefinitely();
        // Then
        assertEquals(TicketQueries.Order.MOST_URGENT, queries.getFirst().order());
        assertEquals(
                List.of("旧而急"),
                first.matters().stream().map(UnitView.OpenTicket::title).toList());
        assertFalse(first.isLaterPage());
        assertEquals(
                List.of("新而不急"),
                second.matters().stream().map(UnitView.OpenTicket::title).toList());
        assertTrue(second.isLaterPage());
        assertEquals("", second.next());
    }

    @Test
    void anAddressOfAnotherListShowsTheFirstPage() {
        // When
        UnitView.Work work = pageModel.load(HEAD, "token", "nonsense").await().indefinitely();
        // Then
        assertEquals(
                List.of("旧而急"),
                work.matters().stream().map(UnitView.OpenTicket::title).toList());
    }

    @Test
    void aFirstStepThatWasToldPrivatelyIsMarkedAsSuch() {
        // When
        UnitView.Work work = pageModel.load(HEAD, "token", "steps").await().indefinitely();
        // Then
        assertEquals(
                List.of("垃圾点没清 false", "两家吵架 true", "水沟堵了 true"),
                work.steps().stream()
                        .map(step -> step.title() + " " + step.isPrivate())
                        .toList());
        assertEquals(List.of(), work.matters());
    }

    private Object answer(String name, Object[] arguments) {
        if (!name.equals("list")) {
            return Uni.createFrom().item(List.of());
        }
        TicketQueries.Query query = (TicketQueries.Query) arguments[0];
        queries.add(query);
        return switch (query.cursor()) {
            case "" -> Uni.createFrom().item(new TicketQueries.Page(List.of(row("旧而急")), "second", 0));
            case "steps" ->
                Uni.createFrom()
                        .item(new TicketQueries.Page(
                                List.of(
                                        firstStep("垃圾点没清", Confidentiality.OPEN, Channel.GROUP),
                                        firstStep("两家吵架", Confidentiality.PRIVATE, Channel.GROUP),
                                        firstStep("水沟堵了", Confidentiality.OPEN, Channel.WEB)),
                                "",
                                0));
            case "second" -> Uni.createFrom().item(new TicketQueries.Page(List.of(row("新而不急")), "", 0));
            default -> Uni.createFrom().failure(new InvalidCursorException());
        };
    }

    private static TicketQueries.Row row(String title) {
        return row(title, State.ACCEPTED, Confidentiality.OPEN, KEEPER, Channel.GROUP);
    }

    private static TicketQueries.Row firstStep(String title, Confidentiality confidentiality, Channel channel) {
        Owner head = new Owner(OwnerType.UNIT, UNIT.value(), "联户长老张");
        return row(title, State.DISPATCHED, confidentiality, head, channel);
    }

    private static TicketQueries.Row row(
            String title, State state, Confidentiality confidentiality, Owner owner, Channel channel) {
        return new TicketQueries.Row(
                new Ticket(
                        new TicketNo("GD1"),
                        3,
                        state,
                        RequestKind.HELP,
                        "1101",
                        Urgency.NORMAL,
                        UNIT,
                        confidentiality,
                        false,
                        owner,
                        List.of(),
                        new RoutingDecision(owner, List.of(), "", List.of(), 1, "", List.of(), Optional.empty()),
                        1,
                        0,
                        false,
                        Optional.empty(),
                        NOW,
                        NOW,
                        NOW,
                        Optional.empty(),
                        0,
                        ReporterWait.NONE,
                        0,
                        Optional.empty(),
                        Set.of()),
                title,
                List.of(new TicketQueries.ReceiptInfo(new ReceiptNo("48271938"), channel, "", "", NOW)));
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
