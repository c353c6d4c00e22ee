package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;

/** A ticket of the small county, its clock, and what is done to it. */
final class CaseworkScenario {
    static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    static final Actor REPORTER = new Actor(Actor.Type.REPORTER, "48271938", "");
    static final Actor KEEPER = new Actor(Actor.Type.POST, RosterFixture.GRID + ".KEEPER.1", "网格员小王");
    static final Actor HEAD = new Actor(Actor.Type.POST, RosterFixture.UNIT + ".UNIT_HEAD.1", "联户长老张");
    static final Actor LEADER = new Actor(Actor.Type.POST, RosterFixture.COUNTY + ".LEADER.1", "责任人孙县长");
    static final Owner UNIT = new Owner(OwnerType.UNIT, RosterFixture.UNIT.value(), "联户长老张");
    static final Owner GRID = new Owner(OwnerType.GRID, RosterFixture.GRID.value(), "网格员小王");

    Instant now = SmallCountyFixture.NOW;
    final InMemoryTicketRepository tickets = new InMemoryTicketRepository(() -> now);
    private final InMemoryIntakeStore intakeStore = new InMemoryIntakeStore(tickets);
    TicketService service = SmallCountyFixture.casework(tickets, () -> now);
    private int reports;

    /** A report of a resident's web page. */
    TicketNo report(String words) {
        return report(words, Channel.WEB, "");
    }

    /** @param phone of the reporter; empty for none */
    TicketNo report(String words, Channel channel, String phone) {
        return report(words, channel, phone, Optional.empty());
    }

    TicketNo report(String words, Channel channel, String phone, Optional<PersonDetails> relayer) {
        return report(words, channel, new PersonDetails("", "李大爷", phone), relayer);
    }

    /** A report of somebody with an account, whom a message always reaches. */
    TicketNo reportByAccount(String words) {
        return report(words, Channel.APP, new PersonDetails("li.daye", "李大爷", ""), Optional.empty());
    }

    private TicketNo report(String words, Channel channel, PersonDetails reporter, Optional<PersonDetails> relayer) {
        Report report = new Report(
                new MessageSource("test", "T1", "r" + ++reports),
                channel,
                "web:" + reports,
                RosterFixture.UNIT,
                reporter,
                relayer,
                words,
                List.of(),
                now,
                now);
        Receipt receipt = await(SmallCountyFixture.intake(intakeStore).handle(report));
        return receipt.ticket();
    }

    ReportSubmission submission() {
        return SmallCountyFixture.intake(intakeStore)::handle;
    }

    Ticket ticket(TicketNo no) {
        return await(tickets.find(no)).orElseThrow().ticket();
    }

    TicketService.Outcome act(TicketNo no, Action action) {
        return await(service.act(no, action));
    }

    Ticket done(TicketNo no, Action action) {
        return assertInstanceOf(TicketService.Outcome.Done.class, act(no, action))
                .ticket();
    }

    Ticket dispatch(TicketNo no, Owner owner) {
        return done(no, Action.of(ActionType.DISPATCH, DESK).to(owner));
    }

    Ticket result(TicketNo no) {
        return done(no, Action.of(ActionType.RESULT, DESK).withWords("换了灯头"));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** As after a restart with another calendar. */
    void load(HolidayCalendar holidays) {
        service = SmallCountyFixture.casework(tickets, SmallCountyFixture.deadlines(holidays), () -> now);
    }

    /** Fires every timer that is due. */
    void fireDue() {
        claim().forEach(dueTimer -> await(service.handle(dueTimer)));
    }

    List<DueTimer> claim() {
        return await(tickets.claimDue(100));
    }

    List<EventType> events(TicketNo no) {
        return tickets.history(no).stream().map(event -> event.change().type()).toList();
    }

    long notices(NoticeType type) {
        return tickets.deliveries().stream()
                .filter(delivery -> delivery.type() == type)
                .count();
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
