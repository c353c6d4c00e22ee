package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.core.casework.TicketRepository.AppendResult;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.IntakeStore;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ReceiptContact;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;
import lianhu.core.ticket.TicketWithReceipts;
import org.junit.jupiter.api.Test;

/** The contract of every ticket repository. */
public abstract class TicketRepositoryContract {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static final Owner DESK_OWNER = new Owner(OwnerType.DESK, "desk", "云溪县受理台");
    private static final AtomicLong RUN = new AtomicLong(System.nanoTime());

    private final AtomicReference<Instant> now = new AtomicReference<>(SmallCountyFixture.NOW);
    protected final InstantSource clock = now::get;

    protected abstract IntakeStore intakeStore();

    protected abstract TicketRepository tickets();

    /** All events of a ticket, in order. */
    protected abstract List<TicketEvent> history(TicketNo no);

    @Test
    void aStoredTicketIsFoundWithItsReceipts() {
        // Given
        Receipt receipt = file("三组路灯坏了");
        // When
        TicketWithReceipts ticketWithReceipts = find(receipt.ticket());
        // Then
        assertEquals(State.DISPATCHED, ticketWithReceipts.ticket().state());
        assertEquals(3, ticketWithReceipts.ticket().version());
        assertEquals("三组路灯坏了", ticketWithReceipts.title());
        assertEquals(receipt.owner(), ticketWithReceipts.ticket().owner());
        assertEquals("abc123", ticketWithReceipts.ticket().route().rulesHash());
        ReceiptContact receiptContact = ticketWithReceipts.receipts().getFirst();
        assertEquals(receipt.no(), receiptContact.receipt());
        assertEquals(
                now.get().truncatedTo(ChronoUnit.MILLIS),
                receiptContact.receivedAt().truncatedTo(ChronoUnit.MILLIS));
        assertEquals(Optional.of("wr-heads"), receiptContact.chat());
        assertEquals(RosterFixture.UNIT, receiptContact.area());
    }

    @Test
    void aContactTellsWhetherItsReporterCanGetAnSms() {
        // Given
        Receipt mobile = file(Channel.HOTLINE, "15400001111");
        Receipt landline = file(Channel.HOTLINE, "00006661200");
        // When
        boolean canGetOne = find(mobile.ticket()).receipts().getFirst().hasMobile();
        boolean cannot = find(landline.ticket()).receipts().getFirst().hasMobile();
        // Then
        assertTrue(canGetOne);
        assertFalse(cannot);
    }

    @Test
    void aContactNamesWhoReportedForAMemberInAnotherCityAndNoOtherRelayer() {
        // Given
        PersonDetails relayer = new PersonDetails("jin", "金秘书长", "15400001378");
        Receipt away = file(Channel.AWAY, "15400001111", Optional.of(relayer));
        Receipt relayed = file(Channel.RELAY, "15400001111", Optional.of(relayer));
        // When
        Optional<PersonDetails> contact =
                find(away.ticket()).receipts().getFirst().awayContact();
        Optional<PersonDetails> head =
                find(relayed.ticket()).receipts().getFirst().awayContact();
        // Then
        assertEquals(Optional.of(relayer), contact);
        assertEquals(Optional.empty(), head);
    }

    private Receipt file(Channel channel, String phone) {
        return file(channel, phone, Optional.empty());
    }

    private Receipt file(Channel channel, String phone, Optional<PersonDetails> relayer) {
        return await(SmallCountyFixture.intake(intakeStore())
                .handle(new Report(
                        new MessageSource("test", "T1", "phone" + RUN.incrementAndGet()),
                        channel,
                        "",
                        RosterFixture.UNIT,
                        new PersonDetails("", "", phone),
                        relayer,
                        "路灯坏了",
                        List.of(),
                        now.get(),
                        now.get())));
    }

    @Test
    void otherCollaboratorsReplaceThoseBefore() {
        // Given
        Ticket before = find(file(Channel.AWAY, "").ticket()).ticket();
        List<Owner> others = List.of(
                new Owner(OwnerType.DEPARTMENT, "housing", "县住建局"), new Owner(OwnerType.DEPARTMENT, "water", "县水务局"));
        // When
        append(addition(before, event(before, new Change.Returned(DESK_OWNER))));
        Ticket returned = find(before.no()).ticket();
        append(addition(returned, event(returned, new Change.Dispatched(before.owner(), others, before.due(), false))));
        // Then
        assertEquals(1, before.collaborators().size());
        assertEquals(List.of(), returned.collaborators());
        assertEquals(others, find(before.no()).ticket().collaborators());
    }

    @Test
    void whatDoesNotExistIsAbsent() {
        assertEquals(
                Optional.empty(),
                await(tickets()
                        .find(TicketNo.of(
                                DeadlinePolicy.localDate(SmallCountyFixture.NOW), RosterFixture.COUNTY, 99_999))));
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
        assertEquals(first.owner(), second.owner());
    }

    @Test
    protected void anAppendMovesTheTicketOn() {
        // Given
        Ticket ticket = find(file("路灯坏了").ticket()).ticket();
        TicketEvent accepted = event(ticket, new Change.Accepted(false));
        // When
        AppendResult ended = append(addition(ticket, accepted));
        // Then
        assertEquals(AppendResult.DONE, ended);
        assertEquals(State.ACCEPTED, find(ticket.no()).ticket().state());
        assertEquals(4, history(ticket.no()).size());
    }

    @Test
    void aRepeatedMessageIsDoneAndNotRefused() {
        // Given
        TicketNo no = file("路灯坏了").ticket();
        MessageSource press = new MessageSource("app", "1000002", "press-" + RUN.incrementAndGet());
        Action accept = Action.of(ActionType.ACCEPT, DESK).withSource(press);
        await(casework().act(no, 3, accept));
        await(casework().act(no, Action.of(ActionType.RESULT, DESK).withWords("换了灯头")));
        // When
        TicketService.Outcome again = await(casework().act(no, accept));
        TicketService.Outcome stale = await(casework().act(no, 3, accept));
        // Then
        assertEquals(
                State.FEEDBACK_DUE,
                assertInstanceOf(TicketService.Outcome.Done.class, again)
                        .ticket()
                        .state());
        assertInstanceOf(TicketService.Outcome.Done.class, stale);
        assertEquals(5, history(no).size());
    }

    @Test
    void anotherMessageForTheSameActionIsRefused() {
        // Given
        TicketNo no = file("路灯坏了").ticket();
        MessageSource press = new MessageSource("app", "1000002", "press-" + RUN.incrementAndGet());
        await(casework().act(no, Action.of(ActionType.ACCEPT, DESK).withSource(press)));
        MessageSource other = new MessageSource("app", "1000002", "press-" + RUN.incrementAndGet());
        // When
        TicketService.Outcome again =
                await(casework().act(no, Action.of(ActionType.ACCEPT, DESK).withSource(other)));
        // Then
        assertInstanceOf(TicketService.Outcome.Rejected.class, again);
    }

    @Test
    void aDecisionOnAnOlderVersionWritesNothing() {
        // Given
        Ticket ticket = find(file("路灯坏了").ticket()).ticket();
        append(addition(ticket, event(ticket, new Change.Accepted(false))));
        // When
        AppendResult ended = append(addition(ticket, event(ticket, new Change.Withdrawn())));
        // Then
        assertEquals(AppendResult.CONFLICT, ended);
        assertEquals(State.ACCEPTED, find(ticket.no()).ticket().state());
        assertEquals(4, history(ticket.no()).size());
    }

    @Test
    void twoAdditionsAreWrittenTogetherOrNotAtAll() {
        // Given
        Ticket one = find(file("路灯坏了").ticket()).ticket();
        Ticket other = find(file("路灯坏了").ticket()).ticket();
        append(addition(other, event(other, new Change.Accepted(false))));
        // When
        AppendResult ended = append(
                addition(one, event(one, new Change.Merged(other.no()))),
                addition(other, event(other, new Change.MergedFrom(one.no()))));
        // Then
        assertEquals(AppendResult.CONFLICT, ended);
        assertEquals(State.DISPATCHED, find(one.no()).ticket().state());
    }

    @Test
    void theSameMessageActsOnce() {
        // Given
        Ticket ticket = find(file("路灯坏了").ticket()).ticket();
        MessageSource messageSource = new MessageSource("test", "T1", "click-" + RUN.incrementAndGet());
        append(addition(ticket, from(messageSource, event(ticket, new Change.Accepted(false)))));
        Ticket after = find(ticket.no()).ticket();
        // When
        AppendResult decidedBefore =
                append(addition(ticket, from(messageSource, event(ticket, new Change.Accepted(false)))));
        AppendResult decidedAfter =
                append(addition(after, from(messageSource, event(after, new Change.Acknowledged()))));
        // Then
        assertEquals(AppendResult.REPEATED, decidedBefore);
        assertEquals(AppendResult.REPEATED, decidedAfter);
        assertEquals(after, find(ticket.no()).ticket());
    }

    @Test
    void receiptsOfMergedTicketsBelongToTheTarget() {
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
                find(third.ticket()).receipts().stream()
                        .map(ReceiptContact::receipt)
                        .sorted(java.util.Comparator.comparing(Object::toString))
                        .toList());
        assertEquals(Optional.of(second.ticket()), find(first.ticket()).ticket().mergedInto());
    }

    @Test
    void aTimerIsClaimedOnceAndAgainWhenNotCompleted() {
        // Given
        TicketNo no = file("村口着火了").ticket();
        pass(Duration.ofSeconds(61));
        // When
        List<DueTimer> first = dueTimers(no);
        List<DueTimer> second = dueTimers(no);
        pass(Duration.ofSeconds(121));
        List<DueTimer> third = dueTimers(no);
        third.forEach(dueTimer -> await(tickets().complete(dueTimer)));
        pass(Duration.ofSeconds(121));
        // Then
        assertEquals(
                List.of(TicketTimer.Kind.RECALL),
                first.stream().map(dueTimer -> dueTimer.timer().kind()).toList());
        assertEquals(List.of(), second);
        assertEquals(first.getFirst().id(), third.getFirst().id());
        assertEquals(List.of(), dueTimers(no));
    }

    @Test
    void aTimerEndsWithItsEffectAndHasItOnce() {
        // Given
        Ticket ticket = find(file("村口着火了").ticket()).ticket();
        pass(Duration.ofSeconds(61));
        DueTimer fired = dueTimers(ticket.no()).getFirst();
        TicketTimer next = new TicketTimer(TicketTimer.Kind.RECALL, now.get().plusSeconds(60), 2);
        TicketUpdate round = new TicketUpdate(ticket, ticket.version(), List.of(), List.of(), List.of(next));
        // When
        AppendResult once = await(tickets().append(fired, round));
        AppendResult twice = await(tickets().append(fired, round));
        // Then
        assertEquals(AppendResult.DONE, once);
        assertEquals(AppendResult.REPEATED, twice);
        assertEquals(List.of(), dueTimers(ticket.no()));
        pass(Duration.ofSeconds(60));
        assertEquals(
                List.of(2),
                dueTimers(ticket.no()).stream().map(one -> one.timer().round()).toList());
    }

    @Test
    void anEffectThatMeetsAConflictLeavesItsTimer() {
        // Given
        Ticket ticket = find(file("村口着火了").ticket()).ticket();
        pass(Duration.ofSeconds(61));
        DueTimer fired = dueTimers(ticket.no()).getFirst();
        append(addition(ticket, event(ticket, new Change.Supplemented(Optional.empty()))));
        // When
        AppendResult ended = await(tickets()
                .append(fired, addition(ticket, event(ticket, new Change.Supplemented(Optional.empty())))));
        pass(Duration.ofSeconds(121));
        // Then
        assertEquals(AppendResult.CONFLICT, ended);
        assertEquals(fired.id(), dueTimers(ticket.no()).getFirst().id());
    }

    @Test
    void aTimerReplacesTheEarlierOnesOfItsKind() {
        // Given
        Ticket ticket = find(file("村口着火了").ticket()).ticket();
        pass(Duration.ofSeconds(61));
        DueTimer claimed = dueTimers(ticket.no()).getFirst();
        TicketTimer later = new TicketTimer(TicketTimer.Kind.RECALL, now.get().plusSeconds(600), 1);
        append(new TicketUpdate(ticket, ticket.version(), List.of(), List.of(), List.of(later)));
        // When
        AppendResult ended = await(tickets()
                .append(claimed, addition(ticket, event(ticket, new Change.Supplemented(Optional.empty())))));
        pass(Duration.ofSeconds(500));
        List<DueTimer> before = dueTimers(ticket.no());
        pass(Duration.ofSeconds(101));
        // Then
        assertEquals(AppendResult.REPEATED, ended);
        assertEquals(List.of(), before);
        assertEquals(1, dueTimers(ticket.no()).size());
    }

    @Test
    void anUnansweredEmergencyIsCalledAgainRoundAfterRound() {
        // Given
        TicketService ticketService = casework();
        TicketNo no = file("村口着火了").ticket();
        // When
        for (int round = 1; round <= 3; round++) {
            pass(Duration.ofSeconds(61));
            List<DueTimer> dueTimer = dueTimers(no);
            assertEquals(
                    List.of(round),
                    dueTimer.stream().map(one -> one.timer().round()).toList());
            dueTimer.forEach(one -> await(ticketService.handle(one)));
        }
        // Then
        assertEquals(List.of(), dueTimers(no));
    }

    @Test
    void replayedEventsGiveTheStoredRow() {
        Random random = new Random(20261121);
        TicketService ticketService = casework();
        List<String> words = List.of("路灯坏了", "垃圾没人收", "想办证", "村口着火了", "我要举报", "说不清的事");
        for (int i = 0; i < 100; i++) {
            // Given
            TicketNo no = file(words.get(random.nextInt(words.size()))).ticket();
            // When
            for (int step = 0; step < 5; step++) {
                pass(Duration.ofMinutes(7));
                actAtRandom(ticketService, no, random);
            }
            // Then
            Ticket row = find(no).ticket();
            assertEquals(row, Ticket.replay(no, history(no)));
        }
    }

    @Test
    void aTicketThatWaitsForItsReporterIsStoredWithItsWait() {
        // Given
        TicketNo no = await(SmallCountyFixture.intake(intakeStore()).handle(fromCustomerService()))
                .ticket();
        TicketService ticketService = casework();
        // When
        await(ticketService.act(no, Action.of(ActionType.ASK, DESK).withWords("是哪一盏？")));
        Ticket waiting = find(no).ticket();
        pass(Duration.ofHours(3));
        await(ticketService.act(no, Action.of(ActionType.RESUME, DESK)));
        // Then
        assertEquals(State.WAITING_REPORTER, waiting.state());
        assertTrue(waiting.reporterWait().current().isPresent());
        Ticket row = find(no).ticket();
        assertEquals(1, row.reporterWait().questions());
        assertEquals(row, Ticket.replay(no, history(no)));
    }

    private Report fromCustomerService() {
        Report report = SmallCountyFixture.report("s" + RUN.incrementAndGet(), "路灯坏了");
        return new Report(
                report.source(),
                Channel.KF,
                "kf:" + report.source().id(),
                report.area(),
                report.reporter(),
                Optional.empty(),
                report.words(),
                List.of(),
                report.occurredAt(),
                report.receivedAt());
    }

    private TicketService casework() {
        return SmallCountyFixture.casework(tickets(), clock);
    }

    private void actAtRandom(TicketService ticketService, TicketNo no, Random random) {
        Ticket ticket = find(no).ticket();
        List<ActionType> legal = new ArrayList<>(ticketService.allowedActions().of(ticket, DESK, now.get()));
        legal.remove(ActionType.MERGE);
        // No message reaches this reporter.
        legal.remove(ActionType.ASK);
        if (legal.isEmpty()) {
            return;
        }
        List<Owner> owners = List.of(
                RosterFixture.owners().department("housing").orElseThrow(),
                RosterFixture.owners().department("water").orElseThrow());
        Action action = Action.of(legal.get(random.nextInt(legal.size())), DESK)
                .withWords("说明" + random.nextInt(100))
                .to(owners.get(random.nextInt(owners.size())));
        TicketService.Outcome outcome = await(ticketService.act(no, ticket.version(), action));
        TicketService.Outcome.Done done = assertInstanceOf(TicketService.Outcome.Done.class, outcome);
        assertNotEquals(ticket.version(), done.ticket().version());
    }

    private void merge(TicketNo one, TicketNo into) {
        TicketService.Outcome outcome = await(SmallCountyFixture.casework(tickets(), clock)
                .act(one, Action.of(ActionType.MERGE, DESK).into(into)));
        assertInstanceOf(TicketService.Outcome.Done.class, outcome);
    }

    private Receipt file(String words) {
        return file("s" + RUN.incrementAndGet(), words);
    }

    private Receipt file(String source, String words) {
        return await(SmallCountyFixture.intake(intakeStore()).handle(SmallCountyFixture.report(source, words)));
    }

    private TicketWithReceipts find(TicketNo no) {
        return await(tickets().find(no)).orElseThrow();
    }

    private AppendResult append(TicketUpdate... ticketUpdates) {
        return await(tickets().append(List.of(ticketUpdates)));
    }

    /** Only the timers of this ticket: others may be due too. */
    private List<DueTimer> dueTimers(TicketNo no) {
        List<DueTimer> dueTimer = await(tickets().claimDue(10_000));
        assertTrue(dueTimer.size() < 10_000);
        return dueTimer.stream().filter(one -> one.ticket().equals(no)).toList();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private TicketEvent event(Ticket ticket, Change change) {
        return new TicketEvent(ticket.version() + 1, now.get(), DESK, change, "一句话", List.of(), Optional.empty());
    }

    private static TicketEvent from(MessageSource messageSource, TicketEvent event) {
        return new TicketEvent(
                event.seq(),
                event.at(),
                event.by(),
                event.change(),
                event.words(),
                event.attachments(),
                Optional.of(messageSource));
    }

    private static TicketUpdate addition(Ticket ticket, TicketEvent event) {
        return new TicketUpdate(ticket.apply(event), ticket.version(), List.of(event), List.of(), List.of());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }
}
