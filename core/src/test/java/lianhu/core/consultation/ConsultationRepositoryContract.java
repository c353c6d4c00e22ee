package lianhu.core.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketRepository.AppendResult;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.consultation.ConsultationRepository.ConsultationUpdate;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.IntakeStore;
import lianhu.core.notify.ConsultationDeliveries;
import lianhu.core.report.MessageSource;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;
import org.junit.jupiter.api.Test;

/** What consultations rely on. The fake and the database pass the same. */
public abstract class ConsultationRepositoryContract {
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static final AtomicLong RUN = new AtomicLong(System.nanoTime());
    private static final Owner HOUSING =
            RosterFixture.owners().department("housing").orElseThrow();
    private static final Owner WATER =
            RosterFixture.owners().department("water").orElseThrow();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T02:00:00Z"));
    protected final InstantSource clock = now::get;

    protected abstract IntakeStore intakeStore();

    protected abstract TicketRepository tickets();

    protected abstract ConsultationRepository consultations();

    @Test
    void eachKindIsReadAsItWasStored() {
        // Given
        TicketNo no = file();
        // When
        open(no, new Matter.Whistle("三组桥头", "水管爆了"), HOUSING, WATER);
        open(no, new Matter.Meeting(true, "归谁办"), WATER);
        open(no, new Matter.Mediation(Matter.DisputeKind.LAND, Matter.MediationType.PEOPLE, "老李、老赵", "地界"), WATER);
        answer(no, new ConsultationRequest.Answer(1, Optional.of(0), ConsultationParty.Position.ARRIVED, "到了桥头"));
        answer(no, new ConsultationRequest.Answer(1, Optional.of(0), ConsultationParty.Position.ARRIVED, "关了闸"));
        answer(no, new ConsultationRequest.CallOff(1, Map.of(1, false), "好了"));
        answer(
                no,
                new ConsultationRequest.EndMediation(
                        3, true, "以老埂为界", Optional.of(new Ending.HandOver(Ending.HandOver.Way.CONFIRMATION, "民特12号"))));
        // Then
        List<Consultation> all = await(consultations().find(no));
        assertEquals(List.of(1, 2, 3), all.stream().map(Consultation::number).toList());
        Consultation whistle = all.get(0);
        assertEquals(new Matter.Whistle("三组桥头", "水管爆了"), whistle.matter());
        assertEquals("到了桥头", whistle.parties().get(0).answer().orElseThrow().words());
        assertEquals("关了闸", whistle.parties().get(0).report().orElseThrow().words());
        assertEquals(
                List.of(Optional.of(true), Optional.of(false)),
                whistle.parties().stream().map(ConsultationParty::came).toList());
        assertEquals(Ending.Outcome.CALLED_OFF, whistle.ending().orElseThrow().outcome());
        assertTrue(all.get(1).isOpen());
        assertTrue(all.get(1).parties().get(0).isFixed());
        assertEquals(
                Optional.of(new Ending.HandOver(Ending.HandOver.Way.CONFIRMATION, "民特12号")),
                all.get(2).ending().orElseThrow().handOver());
        assertEquals(
                List.of(2),
                await(consultations().findOpen(1000)).stream()
                        .filter(one -> one.ticket().equals(no))
                        .map(Consultation::number)
                        .toList());
    }

    @Test
    void aChangeOfAnOlderTicketStoresNothing() {
        // Given
        TicketNo no = file();
        open(no, new Matter.Whistle("三组桥头", "水管爆了"), HOUSING);
        Ticket ticket = ticket(no);
        Consultation changed = await(consultations().find(no)).getFirst().withParty(0, party -> party.judged(true));
        TicketUpdate old = new TicketUpdate(ticket, ticket.version() - 1, List.of(), List.of(), List.of());
        // When
        AppendResult ended = await(consultations().append(new ConsultationUpdate(old, Optional.of(changed))));
        // Then
        assertEquals(AppendResult.CONFLICT, ended);
        assertEquals(
                Optional.empty(),
                await(consultations().find(no)).getFirst().parties().getFirst().came());
    }

    @Test
    void theSameMessageOpensOne() {
        // Given
        TicketNo no = file();
        Optional<MessageSource> source = Optional.of(new MessageSource("test", "w", "s" + RUN.incrementAndGet()));
        ConsultationRequest open = new ConsultationRequest.Open(new Matter.Whistle("三组桥头", "水管爆了"), List.of(HOUSING));
        // When
        await(service().handle(no, open, DESK, source));
        await(service().handle(no, open, DESK, source));
        // Then
        assertEquals(1, await(consultations().find(no)).size());
    }

    @Test
    void aTimeThatPassesHasItsEffectOnce() {
        // Given
        TicketNo no = file();
        open(no, new Matter.Whistle("三组桥头", "水管爆了"), HOUSING);
        now.set(await(consultations().find(no)).getFirst().answerBy());
        List<DueTimer> due = dueTimers(no);
        int before = ticket(no).version();
        // When
        for (DueTimer fired : due) {
            await(service().handle(fired));
            await(service().handle(fired));
        }
        // Then
        assertFalse(due.isEmpty());
        assertTrue(await(consultations().find(no)).getFirst().isAnswerTimeOver());
        assertEquals(before + 1, ticket(no).version());
    }

    private List<DueTimer> dueTimers(TicketNo no) {
        return await(tickets().claimDue(10_000)).stream()
                .filter(timer -> timer.ticket().equals(no) && timer.timer().kind() == TicketTimer.Kind.CONSULTATION)
                .toList();
    }

    private ConsultationService service() {
        return new ConsultationService(
                tickets(),
                consultations(),
                new ConsultationPolicy(List.of("acfic", "duty"), true),
                RosterFixture.owners(),
                RosterFixture.departments(),
                SmallCountyFixture.deadlines(new HolidayCalendar(Map.of(), Set.of(2026))),
                new ConsultationDeliveries(RosterFixture.owners(), RosterFixture.departments(), RosterFixture.posts()),
                clock);
    }

    private void open(TicketNo no, Matter matter, Owner... parties) {
        answer(no, new ConsultationRequest.Open(matter, List.of(parties)));
    }

    private void answer(TicketNo no, ConsultationRequest request) {
        assertInstanceOf(
                ConsultationService.Outcome.Done.class, await(service().handle(no, request, DESK, Optional.empty())));
    }

    private Ticket ticket(TicketNo no) {
        return await(tickets().find(no)).orElseThrow().ticket();
    }

    private TicketNo file() {
        return await(SmallCountyFixture.intake(intakeStore())
                        .handle(SmallCountyFixture.report("c" + RUN.incrementAndGet(), "路灯坏了")))
                .ticket();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
