package lianhu.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.core.Tickets.Addition;
import lianhu.core.Tickets.Appended;
import lianhu.core.Tickets.Rung;
import lianhu.core.deadline.Deadlines;
import lianhu.core.report.Source;
import lianhu.core.routing.Owner;
import lianhu.core.routing.TownOfTests;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Alarm;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Dossier;
import lianhu.core.ticket.Line;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** What holds for tickets wherever they are kept. */
public abstract class TicketsContract {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static final AtomicLong RUN = new AtomicLong(System.nanoTime());

    private final AtomicReference<Instant> now = new AtomicReference<>(SmallCounty.NOW);
    protected final InstantSource clock = now::get;

    protected abstract Filings filings();

    protected abstract Tickets tickets();

    /** All events of a ticket, in order. */
    protected abstract List<TicketEvent> history(TicketNo no);

    @Test
    void aFiledTicketIsFoundWithWhoReportedIt() {
        // Given
        Receipt receipt = file("三组路灯坏了");
        // When
        Dossier dossier = find(receipt.ticket());
        // Then
        assertEquals(State.DISPATCHED, dossier.ticket().state());
        assertEquals(3, dossier.ticket().version());
        assertEquals(receipt.lead(), dossier.ticket().lead());
        assertEquals("abc123", dossier.ticket().route().rules());
        Line line = dossier.lines().getFirst();
        assertEquals(receipt.no(), line.receipt());
        assertEquals(Optional.of("wr-heads"), line.chat());
        assertEquals(TownOfTests.UNIT, line.area());
    }

    @Test
    void whatDoesNotExistIsAbsent() {
        assertEquals(
                Optional.empty(),
                await(tickets().find(TicketNo.of(Deadlines.day(SmallCounty.NOW), TownOfTests.COUNTY, 99_999))));
    }

    @Test
    void theSameReportTwiceGetsEqualReceipts() {
        // Given
        String source = "same-" + RUN.incrementAndGet();
        Receipt first = file(source, "路灯坏了");
        // When
        Receipt second = file(source, "路灯坏了");
        // Then
        assertEquals(first.no(), second.no());
        assertEquals(first.ticket(), second.ticket());
        assertEquals(first.title(), second.title());
        assertEquals(first.lead(), second.lead());
    }

    @Test
    protected void anAppendMovesTheTicketOn() {
        // Given
        Ticket ticket = find(file("路灯坏了").ticket()).ticket();
        TicketEvent accepted = event(ticket, new Change.Accepted());
        // When
        Appended ended = append(addition(ticket, accepted));
        // Then
        assertEquals(Appended.DONE, ended);
        assertEquals(State.ACCEPTED, find(ticket.no()).ticket().state());
        assertEquals(4, history(ticket.no()).size());
    }

    @Test
    void aMessageThatComesAgainAfterItWasHeededIsDoneAndNotRefused() {
        // Given
        TicketNo no = file("路灯坏了").ticket();
        Source press = new Source("app", "1000002", "press-" + RUN.incrementAndGet());
        Action accept = Action.of(ActionType.ACCEPT, DESK).from(press);
        await(casework().act(no, 3, accept));
        await(casework().act(no, Action.of(ActionType.RESULT, DESK).saying("换了灯头")));
        // When
        Casework.Outcome again = await(casework().act(no, accept));
        Casework.Outcome stale = await(casework().act(no, 3, accept));
        // Then
        assertEquals(
                State.FEEDBACK_DUE,
                assertInstanceOf(Casework.Outcome.Done.class, again).ticket().state());
        assertInstanceOf(Casework.Outcome.Done.class, stale);
        assertEquals(5, history(no).size());
    }

    @Test
    void anotherMessageThatAsksTheSameIsRefused() {
        // Given
        TicketNo no = file("路灯坏了").ticket();
        Source press = new Source("app", "1000002", "press-" + RUN.incrementAndGet());
        await(casework().act(no, Action.of(ActionType.ACCEPT, DESK).from(press)));
        Source other = new Source("app", "1000002", "press-" + RUN.incrementAndGet());
        // When
        Casework.Outcome again =
                await(casework().act(no, Action.of(ActionType.ACCEPT, DESK).from(other)));
        // Then
        assertInstanceOf(Casework.Outcome.Refused.class, again);
    }

    @Test
    void whoeverDecidedOnAnOlderVersionWritesNothing() {
        // Given
        Ticket ticket = find(file("路灯坏了").ticket()).ticket();
        append(addition(ticket, event(ticket, new Change.Accepted())));
        // When
        Appended ended = append(addition(ticket, event(ticket, new Change.Withdrawn())));
        // Then
        assertEquals(Appended.CONFLICT, ended);
        assertEquals(State.ACCEPTED, find(ticket.no()).ticket().state());
        assertEquals(4, history(ticket.no()).size());
    }

    @Test
    void twoAdditionsAreWrittenTogetherOrNotAtAll() {
        // Given
        Ticket one = find(file("路灯坏了").ticket()).ticket();
        Ticket other = find(file("路灯坏了").ticket()).ticket();
        append(addition(other, event(other, new Change.Accepted())));
        // When
        Appended ended = append(
                addition(one, event(one, new Change.Merged(other.no()))),
                addition(other, event(other, new Change.Absorbed(one.no()))));
        // Then
        assertEquals(Appended.CONFLICT, ended);
        assertEquals(State.DISPATCHED, find(one.no()).ticket().state());
    }

    @Test
    void theSameMessageCausesItOnce() {
        // Given
        Ticket ticket = find(file("路灯坏了").ticket()).ticket();
        Source source = new Source("test", "T1", "click-" + RUN.incrementAndGet());
        append(addition(ticket, from(source, event(ticket, new Change.Accepted()))));
        Ticket after = find(ticket.no()).ticket();
        // When
        Appended decidedBefore = append(addition(ticket, from(source, event(ticket, new Change.Accepted()))));
        Appended decidedAfter = append(addition(after, from(source, event(after, new Change.Acknowledged()))));
        // Then
        assertEquals(Appended.REPEATED, decidedBefore);
        assertEquals(Appended.REPEATED, decidedAfter);
        assertEquals(after, find(ticket.no()).ticket());
    }

    @Test
    void reportersOfMergedTicketsAreFoundWithTheOneThatTookThemIn() {
        // Given
        Receipt first = file("路灯坏了");
        Receipt second = file("路灯又坏了");
        Receipt third = file("路灯还是坏的");
        merge(first.ticket(), second.ticket());
        // When
        merge(second.ticket(), third.ticket());
        // Then
        assertEquals(
                List.of(first.no(), second.no(), third.no()).stream()
                        .sorted(java.util.Comparator.comparing(Object::toString))
                        .toList(),
                find(third.ticket()).lines().stream()
                        .map(Line::receipt)
                        .sorted(java.util.Comparator.comparing(Object::toString))
                        .toList());
        assertEquals(Optional.of(second.ticket()), find(first.ticket()).ticket().mergedInto());
    }

    @Test
    void anAlarmRingsForOneOnlyAndAgainWhenItWasNotHeardOut() {
        // Given
        TicketNo no = file("村口着火了").ticket();
        pass(Duration.ofSeconds(61));
        // When
        List<Rung> first = ringing(no);
        List<Rung> second = ringing(no);
        pass(Duration.ofSeconds(121));
        List<Rung> third = ringing(no);
        third.forEach(rung -> await(tickets().done(rung)));
        pass(Duration.ofSeconds(121));
        // Then
        assertEquals(
                List.of(Alarm.Kind.EMERGENCY),
                first.stream().map(rung -> rung.alarm().kind()).toList());
        assertEquals(List.of(), second);
        assertEquals(first.getFirst().id(), third.getFirst().id());
        assertEquals(List.of(), ringing(no));
    }

    @Test
    void theNextRoundTakesThePlaceOfTheOneBefore() {
        // Given
        Ticket ticket = find(file("村口着火了").ticket()).ticket();
        pass(Duration.ofSeconds(61));
        Alarm next = new Alarm(Alarm.Kind.EMERGENCY, now.get().plusSeconds(60), 2);
        Addition round = new Addition(ticket, ticket.version(), List.of(), List.of(), List.of(next));
        // When
        Appended once = append(round);
        Appended twice = append(round);
        // Then
        assertEquals(Appended.DONE, once);
        assertEquals(Appended.REPEATED, twice);
        assertEquals(List.of(), ringing(ticket.no()));
        pass(Duration.ofSeconds(60));
        assertEquals(2, ringing(ticket.no()).getFirst().alarm().round());
    }

    @Test
    void anUnansweredEmergencyIsCalledAgainRoundAfterRound() {
        // Given
        Casework casework = casework();
        TicketNo no = file("村口着火了").ticket();
        // When
        for (int round = 1; round <= 3; round++) {
            pass(Duration.ofSeconds(61));
            List<Rung> rung = ringing(no);
            assertEquals(
                    List.of(round),
                    rung.stream().map(one -> one.alarm().round()).toList());
            rung.forEach(one -> await(casework.hear(one)));
        }
        // Then
        assertEquals(List.of(), ringing(no));
    }

    @Test
    void replayedEventsGiveTheRowWhateverWasDone() {
        Random random = new Random(20261121);
        Casework casework = casework();
        List<String> words = List.of("路灯坏了", "垃圾没人收", "想办证", "村口着火了", "我要举报", "说不清的事");
        for (int i = 0; i < 100; i++) {
            // Given
            TicketNo no = file(words.get(random.nextInt(words.size()))).ticket();
            // When
            for (int step = 0; step < 5; step++) {
                pass(Duration.ofMinutes(7));
                actAtRandom(casework, no, random);
            }
            // Then
            Ticket row = find(no).ticket();
            assertEquals(row, Ticket.replay(no, history(no)));
        }
    }

    private Casework casework() {
        return SmallCounty.casework(tickets(), clock);
    }

    private void actAtRandom(Casework casework, TicketNo no, Random random) {
        Ticket ticket = find(no).ticket();
        List<ActionType> legal = new ArrayList<>(casework.legal().of(ticket, DESK, Deadlines.day(now.get())));
        legal.remove(ActionType.MERGE);
        if (legal.isEmpty()) {
            return;
        }
        List<Owner> owners = List.of(
                TownOfTests.owners().department("housing").orElseThrow(),
                TownOfTests.owners().department("water").orElseThrow());
        Action action = Action.of(legal.get(random.nextInt(legal.size())), DESK)
                .saying("说明" + random.nextInt(100))
                .to(owners.get(random.nextInt(owners.size())));
        Casework.Outcome outcome = await(casework.act(no, ticket.version(), action));
        Casework.Outcome.Done done = assertInstanceOf(Casework.Outcome.Done.class, outcome);
        assertNotEquals(ticket.version(), done.ticket().version());
    }

    private void merge(TicketNo one, TicketNo into) {
        Casework.Outcome outcome = await(SmallCounty.casework(tickets(), clock)
                .act(one, Action.of(ActionType.MERGE, DESK).into(into)));
        assertInstanceOf(Casework.Outcome.Done.class, outcome);
    }

    private Receipt file(String words) {
        return file("s" + RUN.incrementAndGet(), words);
    }

    private Receipt file(String source, String words) {
        return await(SmallCounty.intake(filings()).receive(SmallCounty.report(source, words)));
    }

    private Dossier find(TicketNo no) {
        return await(tickets().find(no)).orElseThrow();
    }

    private Appended append(Addition... additions) {
        return await(tickets().append(List.of(additions)));
    }

    /** Only of this ticket: others may ring too. */
    private List<Rung> ringing(TicketNo no) {
        List<Rung> rung = await(tickets().ring(10_000));
        assertTrue(rung.size() < 10_000);
        return rung.stream().filter(one -> one.ticket().equals(no)).toList();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private TicketEvent event(Ticket ticket, Change change) {
        return new TicketEvent(ticket.version() + 1, now.get(), DESK, change, "一句话", List.of(), Optional.empty());
    }

    private static TicketEvent from(Source source, TicketEvent event) {
        return new TicketEvent(
                event.seq(),
                event.at(),
                event.by(),
                event.change(),
                event.words(),
                event.photos(),
                Optional.of(source));
    }

    private static Addition addition(Ticket ticket, TicketEvent event) {
        return new Addition(ticket.after(event), ticket.version(), List.of(event), List.of(), List.of());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }
}
