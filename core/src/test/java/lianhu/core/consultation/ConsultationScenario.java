package lianhu.core.consultation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notify.ConsultationDeliveries;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;

/** A ticket of the small county, its clock, and those who are called to it. */
final class ConsultationScenario {
    static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    static final Actor KEEPER = new Actor(Actor.Type.POST, RosterFixture.GRID + ".KEEPER.1", "网格员小王");
    static final Actor ROOM = new Actor(Actor.Type.POST, RosterFixture.TOWN + ".TOWNSHIP_ROOM.1", "综合信息指挥室刘芳");
    static final Actor HOUSING_CONTACT = new Actor(Actor.Type.DEPARTMENT, "housing", "县住建局");
    static final Owner HOUSING = office("housing");
    static final Owner WATER = office("water");
    static final Owner TOWNSHIP = new Owner(OwnerType.TOWNSHIP, RosterFixture.TOWN.value(), "云溪镇综合信息指挥室");
    static final ConsultationPolicy POLICY = new ConsultationPolicy(List.of("acfic", "duty"), true);

    Instant now = SmallCountyFixture.NOW;
    final InMemoryTicketRepository tickets = new InMemoryTicketRepository(() -> now);
    final InMemoryConsultations consultations = new InMemoryConsultations(tickets);
    final TicketService casework = SmallCountyFixture.casework(tickets, () -> now);
    final ConsultationService service = new ConsultationService(
            tickets,
            consultations,
            POLICY,
            RosterFixture.owners(),
            RosterFixture.departments(),
            SmallCountyFixture.deadlines(new HolidayCalendar(Map.of(), Set.of(2026))),
            new ConsultationDeliveries(RosterFixture.owners(), RosterFixture.departments(), RosterFixture.posts()),
            () -> now);
    private final InMemoryIntakeStore intake = new InMemoryIntakeStore(tickets);
    private int reports;

    static Owner office(String id) {
        return RosterFixture.owners().department(id).orElseThrow();
    }

    TicketNo report(String words) {
        Report report = new Report(
                new MessageSource("test", "T1", "r" + ++reports),
                Channel.WEB,
                "web:" + reports,
                RosterFixture.UNIT,
                new PersonDetails("", "李大爷", ""),
                Optional.empty(),
                words,
                List.of(),
                now,
                now);
        return await(SmallCountyFixture.intake(intake).handle(report)).ticket();
    }

    ConsultationService.Outcome handle(TicketNo no, ConsultationRequest request, Actor by) {
        return await(service.handle(no, request, by, Optional.empty()));
    }

    void done(TicketNo no, ConsultationRequest request, Actor by) {
        assertInstanceOf(ConsultationService.Outcome.Done.class, handle(no, request, by));
    }

    String refused(TicketNo no, ConsultationRequest request, Actor by) {
        return assertInstanceOf(ConsultationService.Outcome.Rejected.class, handle(no, request, by))
                .why();
    }

    void whistle(TicketNo no, Actor by, Owner... parties) {
        done(no, new ConsultationRequest.Open(new Matter.Whistle("三组桥头", "水管爆了"), List.of(parties)), by);
    }

    TicketService.Outcome act(TicketNo no, Action action) {
        return await(casework.act(no, action));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Fires every timer that is due, as the job does. */
    void fireDue() {
        for (DueTimer fired : await(tickets.claimDue(100))) {
            boolean isOfConsultation = fired.timer().kind() == TicketTimer.Kind.CONSULTATION
                    || fired.timer().kind() == TicketTimer.Kind.CONSULTATION_OPENING;
            await(isOfConsultation ? service.handle(fired) : casework.handle(fired));
        }
    }

    Ticket ticket(TicketNo no) {
        return await(tickets.find(no)).orElseThrow().ticket();
    }

    List<Consultation> all(TicketNo no) {
        return await(service.find(no));
    }

    long events(TicketNo no, EventType type) {
        return tickets.history(no).stream()
                .filter(event -> event.change().type() == type)
                .count();
    }

    TicketEvent last(TicketNo no) {
        return tickets.history(no).getLast();
    }

    List<String> recipients(NoticeType type) {
        return tickets.deliveries().stream()
                .filter(delivery -> delivery.type() == type)
                .map(NewDelivery::recipient)
                .map(recipient -> recipient.id())
                .toList();
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
