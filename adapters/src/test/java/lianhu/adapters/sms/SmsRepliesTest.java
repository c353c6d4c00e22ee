package lianhu.adapters.sms;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.query.PgTicketQueries;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.adapters.store.sms.PgReporterPhones;
import lianhu.adapters.store.ticket.PgTickets;
import lianhu.core.casework.TicketService;
import lianhu.core.classification.TextClassifier;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.followup.InMemoryTicketRatings;
import lianhu.core.followup.TicketRatings;
import lianhu.core.intake.ReportIntake;
import lianhu.core.notice.Receipt;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.sms.InMemorySmsRecipients;
import lianhu.core.sms.SmsRecipients;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a reply by SMS becomes, on a real database. */
class SmsRepliesTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static int count;

    private Instant now = SmallCountyFixture.NOW;
    private final String phone = String.format("154%08d", ++count);
    private final InMemoryTicketRatings ratings = new InMemoryTicketRatings();
    private final SmsRecipients recipients = new InMemorySmsRecipients(6);
    private final TicketQueries queries = new PgTicketQueries(postgresFixture.pool(), PostgresFixture.VAULT, () -> now);
    private final TicketService ticketService = SmallCountyFixture.casework(
            new PgTickets(
                    postgresFixture.vertx(),
                    postgresFixture.sessions(),
                    PostgresFixture.VAULT,
                    new OutboxSignal(),
                    () -> now),
            () -> now);
    private final ReportIntake reportIntake = SmallCountyFixture.intake(new PgIntake(
            postgresFixture.vertx(),
            postgresFixture.pool(),
            PostgresFixture.VAULT,
            SmallCountyFixture.ECHO,
            new OutboxSignal(),
            1,
            10));
    private final SmsReplies replies = new SmsReplies(
            recipients,
            new PgReporterPhones(postgresFixture.pool(), PostgresFixture.VAULT, () -> now),
            queries,
            ticketService,
            ratings,
            reportIntake::handle,
            new TextClassifier(SmallCountyFixture.CATALOGUE),
            RosterFixture.areas(),
            () -> now);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @Test
    void wordsOfTheMatterAndWordsWithoutACategoryAreAddedToIt() {
        // Given
        Receipt told = told("门口的路灯坏了");

        // When
        replies("门牌是三十二号");
        replies("路灯在小卖部对面");

        // Then
        assertEquals(List.of(EventType.SUPPLEMENTED, EventType.SUPPLEMENTED), lastEvents(told, 2));
        assertEquals(1, reports());
    }

    @Test
    void anEmergencyIsAReportOfItsOwn() {
        // Given
        Receipt told = told("门口的路灯坏了");

        // When
        replies("家里着火了");
        // Of an SMS about the fire.
        assertEquals(2, reports());
        sent();
        replies("着火了，在二楼");

        // Then
        assertEquals(2, reports());
        assertEquals(List.of(EventType.DISPATCHED), lastEvents(told, 1));
    }

    @Test
    void anotherMatterIsAReportOfItsOwn() {
        // Given
        Receipt told = told("门口的路灯坏了");

        // When
        replies("巷子里的垃圾没人收");
        replies("举报村干部拿了钱");

        // Then
        assertEquals(3, reports());
        assertEquals(List.of(EventType.DISPATCHED), lastEvents(told, 1));
    }

    /** Nobody knows the category of a voice message. */
    @Test
    void whatAVoiceMessageIsAboutIsAddedToIt() {
        // Given
        Receipt told = told(UntranscribedVoice.PLACEHOLDER);

        // When
        replies("是门口的路灯坏了");

        // Then
        assertEquals(List.of(EventType.SUPPLEMENTED), lastEvents(told, 1));
        assertEquals(1, reports());
    }

    @Test
    void aMatterThatIsClosedTakesNoAddition() {
        // Given
        Receipt told = told("门口的路灯坏了");
        act(told, ActionType.WITHDRAW);

        // When
        replies("门牌是三十二号");

        // Then
        assertEquals(2, reports());
    }

    @Test
    void aRepeatedDeliveryOfAReplyHasOneEffect() {
        // Given
        replies("mo-" + phone, "门口的路灯坏了");
        sent();

        // When
        replies("mo-" + phone, "门口的路灯坏了");

        // Then
        List<TicketQueries.OwnTicket> stored = reported();
        assertEquals(1, stored.size());
        assertEquals(
                List.of(EventType.RECEIVED, EventType.TRIAGED),
                events(stored.getFirst().ticket().no()));
    }

    @Test
    void aRepeatedAdditionIsNoReportWhenAnotherMatterWasToldMeanwhile() {
        // Given
        Receipt first = told("门口的路灯坏了");
        replies("mo-" + phone, "门牌是三十二号");
        Receipt second = told("桥头的路灯坏了");
        act(second, ActionType.WITHDRAW);

        // When
        replies("mo-" + phone, "门牌是三十二号");

        // Then
        assertEquals(List.of(EventType.SUPPLEMENTED), lastEvents(first, 1));
        assertEquals(2, reports());
    }

    @Test
    void whatIsNotFixedIsReopened() {
        for (String words : List.of("还不行", "2", "２。", "没修好！", "还没好啊", "路灯还是不亮")) {
            // Given
            Receipt told = told("门口的路灯坏了");
            act(told, ActionType.RESULT);

            // When
            replies(words);

            // Then
            assertEquals(List.of(EventType.REOPENED, EventType.DISPATCHED), lastEvents(told, 2), words);
        }
        assertEquals(6, reports());
    }

    @Test
    void whatIsFixedInPartIsReopenedWithTheWords() {
        for (String words : List.of("好了一半", "3", "好了一半吧。", "好了一半，桥头那盏还黑着")) {
            // Given
            Receipt told = told("门口的路灯坏了");
            act(told, ActionType.RESULT);

            // When
            replies(words);

            // Then
            assertEquals(List.of(EventType.REOPENED, EventType.DISPATCHED), lastEvents(told, 2), words);
            String reason = history(told.ticket()).reversed().get(1).words();
            assertEquals(words.equals("3") ? "好了一半" : words, reason);
        }
        assertEquals(4, reports());
    }

    @Test
    void whatIsFixedIsClosedAndSatisfactionInWordsIsARating() {
        for (String words : List.of("好了", "1", "修好了，谢谢！", "满意", "很满意")) {
            // Given
            Receipt told = told("门口的路灯坏了");
            act(told, ActionType.RESULT);

            // When
            replies(words);
            replies("好了");

            // Then
            assertEquals(State.CLOSED, state(told), words);
        }
        assertEquals(5, reports());
        assertEquals(new TicketRatings.Totals(2, 2), rated());
    }

    @Test
    void aScoreAfterAResultIsARatingOnceAndNothingElse() {
        for (String words : List.of("5", "４", "打分2", "1分。")) {
            // Given
            Receipt told = told("门口的路灯坏了");
            act(told, ActionType.RESULT);
            List<EventType> before = events(told.ticket());

            // When
            replies(words);
            replies("5");

            // Then
            assertEquals(before, events(told.ticket()), words);
        }
        assertEquals(4, reports());
        assertEquals(new TicketRatings.Totals(4, 2), rated());
    }

    @Test
    void aScoreBeforeAResultRatesNothing() {
        // Given
        Receipt told = told("门口的路灯坏了");

        // When
        replies("5");

        // Then
        assertEquals(List.of(EventType.SUPPLEMENTED), lastEvents(told, 1));
        assertEquals(new TicketRatings.Totals(0, 0), rated());
    }

    @Test
    void beforeAResultItIsAnAddition() {
        // Given
        Receipt told = told("门口的路灯坏了");

        // When
        replies("2");

        // Then
        assertEquals(List.of(EventType.SUPPLEMENTED), lastEvents(told, 1));
        assertEquals("还没好", history(told.ticket()).getLast().words());
        assertEquals(State.DISPATCHED, state(told));
    }

    /** As a withdrawn one. */
    @Test
    void aMatterThatIsNotReopenedIsReportedOnceMore() {
        // Given
        Receipt told = told("门口的路灯坏了");
        act(told, ActionType.WITHDRAW);

        // When
        replies("还不亮");

        // Then
        assertEquals(State.WITHDRAWN, state(told));
        assertEquals(2, reports());
    }

    @Test
    void lettersOfFullWidthOptOutToo() {
        for (String words : List.of("T", "Ｔ", "ｔｄ。", "ＴＤ")) {
            // Given
            await(recipients.optIn(phone));

            // When
            replies(words);

            // Then
            assertEquals(SmsRecipients.Permit.OPTED_OUT, await(recipients.acquire(phone, RosterFixture.DAY)), words);
        }
        assertEquals(0, reports());
    }

    private void replies(String words) {
        replies("mo-" + phone + "-" + ++count, words);
    }

    private void replies(String id, String words) {
        now = now.plusSeconds(1);
        await(replies.handle(id, phone, words));
    }

    private TicketRatings.Totals rated() {
        return await(ratings.totals(SmallCountyFixture.NOW));
    }

    /** A report by telephone whose reporter got an SMS. */
    private Receipt told(String words) {
        now = now.plusSeconds(1);
        Receipt receipt = await(reportIntake.handle(new Report(
                new MessageSource("hotline", "phone", "p" + ++count),
                Channel.HOTLINE,
                "hotline:" + count,
                RosterFixture.UNIT,
                new PersonDetails("", "", phone),
                Optional.empty(),
                words,
                List.of(),
                now,
                now)));
        sent();
        return receipt;
    }

    /** All SMS that wait. */
    private void sent() {
        postgresFixture.query(
                "UPDATE delivery SET state = 'SENT', at = '" + now + "' WHERE channel = 'SMS' AND state = 'PENDING'");
    }

    private void act(Receipt receipt, ActionType type) {
        now = now.plusSeconds(1);
        Actor actor = type == ActionType.RESULT
                ? new Actor(Actor.Type.DESK, "chen.jing", "")
                : new Actor(Actor.Type.REPORTER, receipt.no().digits(), "");
        TicketService.Outcome outcome =
                await(ticketService.act(receipt.ticket(), Action.of(type, actor).withWords("换了灯头")));
        assertEquals(TicketService.Outcome.Done.class, outcome.getClass(), outcome.toString());
    }

    private List<TicketEvent> history(TicketNo no) {
        return await(queries.find(no, Viewer.GATEWAY)).orElseThrow().history();
    }

    private List<EventType> events(TicketNo no) {
        return history(no).stream().map(one -> one.change().type()).toList();
    }

    private List<EventType> lastEvents(Receipt receipt, int number) {
        List<EventType> all = events(receipt.ticket());
        return all.subList(all.size() - number, all.size());
    }

    private State state(Receipt receipt) {
        return await(queries.find(receipt.ticket(), Viewer.GATEWAY))
                .orElseThrow()
                .ticket()
                .state();
    }

    private List<TicketQueries.OwnTicket> reported() {
        return await(queries.ownTickets(new PersonDetails("", "", phone), Optional.empty(), 20));
    }

    private int reports() {
        return reported().size();
    }
}
