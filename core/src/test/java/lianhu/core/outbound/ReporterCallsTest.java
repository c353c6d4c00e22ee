package lianhu.core.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.outbound.OutboundCallStore.Claim;
import lianhu.core.outbound.ReporterCalls.Answer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import lianhu.core.sms.InMemoryReporterPhones;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class ReporterCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final TicketNo TICKET = new TicketNo("GD20261121621099000376");
    private static final ReceiptNo WITHOUT = new ReceiptNo("10000001");
    private static final ReceiptNo WITH = new ReceiptNo("48271938");
    private static final PostId KEEPER = PostId.of(RosterFixture.GRID, Role.KEEPER, 1);
    private static final Actor OWNER = new Actor(Actor.Type.POST, KEEPER.value(), "网格员小王");
    private static final Actor OFFICE = new Actor(Actor.Type.DEPARTMENT, "water", "水务局");

    private final InMemoryOutboundCalls store = new InMemoryOutboundCalls();
    private final InMemoryReporterPhones numbers = new InMemoryReporterPhones().put(WITH, "13900000091");
    private Optional<DialableNumbers> dialable = Optional.of(new DialableNumbers(Set.of()));
    private boolean isEmergency;
    private Instant now = NOW;
    private String keepersNumber = "139 0000 0061";

    @Test
    void theOwnerIsCalledFirstAndTheNumberOfTheReporterStaysWhereItIs() {
        assertEquals(Answer.CALLING, request(OWNER, List.of(WITHOUT, WITH)));

        OutboundCall call = claim().getFirst();
        assertEquals("13900000061", call.number());
        assertEquals(new CallMatter.OfReporterCall(TICKET, WITH), call.matter());
        assertEquals(Optional.of("13900000091"), await(calls().reporterNumber(call)));
    }

    @Test
    void anOfficeIsCalledAtItsNumber() {
        assertEquals(Answer.CALLING, request(OFFICE, List.of(WITH)));
        assertEquals("09366661203", claim().getFirst().number());
    }

    @Test
    void pressingTwiceIsOneCallAndLaterAnotherOne() {
        request(OWNER, List.of(WITH));
        request(OWNER, List.of(WITH));
        List<OutboundCall> first = claim();
        request(OWNER, List.of(WITH));
        await(store.end(first.getFirst(), OutboundResult.REPORTER_NOT_REACHED, 0, NOW, Optional.empty()));
        request(OWNER, List.of(WITH));

        assertEquals(1, first.size());
        assertEquals(1, claim().size());
    }

    @Test
    void whatStandsInTheWayIsSaid() {
        assertEquals(Answer.NO_REPORTER_NUMBER, request(OWNER, List.of(WITHOUT)));
        assertEquals(Answer.NO_REPORTER_NUMBER, request(OWNER, List.of()));
        numbers.put(WITH, "008529000");
        assertEquals(Answer.NO_REPORTER_NUMBER, request(OWNER, List.of(WITH)));
        keepersNumber = "4006661202";
        assertEquals(Answer.NO_OWN_NUMBER, request(OWNER, List.of(WITH)));
        dialable = Optional.empty();
        assertEquals(Answer.NO_LINE, request(OWNER, List.of(WITH)));
        assertEquals(List.of(), claim());
    }

    @Test
    void aReporterIsNotCalledInQuietHoursButInAnEmergencyAtAnyTime() {
        now = Instant.parse("2026-11-21T14:00:00Z");
        assertEquals(Answer.NOT_NOW, request(OWNER, List.of(WITH)));
        isEmergency = true;
        assertEquals(Answer.CALLING, request(OWNER, List.of(WITH)));
    }

    @Test
    void aNumberThatWasErasedMeanwhileIsNotCalled() {
        request(OWNER, List.of(WITH));
        OutboundCall call = claim().getFirst();
        numbers.clear();

        assertEquals(Optional.empty(), await(calls().reporterNumber(call)));
    }

    private Answer request(Actor owner, List<ReceiptNo> receipts) {
        return await(calls().request(TICKET, isEmergency, receipts, owner));
    }

    private List<OutboundCall> claim() {
        return await(store.claim(new Claim("a", NOW, NOW.plusSeconds(60), 4, 9, 0)));
    }

    private ReporterCalls calls() {
        InMemoryPostDirectory posts = new InMemoryPostDirectory(List.of(new Post(
                KEEPER, RosterFixture.GRID, Role.KEEPER, "小王", keepersNumber, "", LocalDate.EPOCH, Optional.empty())));
        return new ReporterCalls(
                () -> dialable,
                store,
                new RosterNumbers(
                        posts,
                        () -> List.of(new Department(
                                "water", "水务局", OwnerType.DEPARTMENT, new AreaCode("621099"), "0936-6661203", ""))),
                numbers,
                QuietHours.DEFAULT,
                () -> now);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
