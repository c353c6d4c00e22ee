package lianhu.bot.conversation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.casework.TicketService;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A resident who is asked something answers in plain words, in the chat of the report. */
class QuestionAnswerTest {
    private static final String RESIDENT = "li.daye";
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");

    private final ConversationFixture conversationFixture = new ConversationFixture();
    private TicketNo no;

    @BeforeEach
    void ask() {
        conversationFixture.sendPrivate(RESIDENT, "村口路灯不亮");
        no = conversationFixture.book.ticket().no();
        conversationFixture.now = conversationFixture.now.plus(Duration.ofHours(2));
        act(no, Action.of(ActionType.ASK, DESK).withWords("是哪一盏？"));
    }

    @Test
    void theAnswerStartsTheClockAgainAndARepetitionIsNoReport() {
        // Given
        IncomingMessage answer = conversationFixture.privateMessage(RESIDENT, "老槐树底下那一盏");
        // When
        Reply first = conversationFixture.send(answer);
        Reply again = conversationFixture.send(conversationFixture.repeat(answer));
        // Then
        assertTrue(first.text().startsWith("补充的话记到"), first.text());
        assertEquals(first, again);
        assertEquals(no, conversationFixture.book.ticket().no(), "no report of its own");
        assertEquals(State.TRIAGED, conversationFixture.book.ticket().state(), "where it was");
        assertEquals(
                EventType.RESUMED, conversationFixture.book.lastEvent().change().type());
    }

    @Test
    void anEmergencyIsNoAnswer() {
        Reply reply = conversationFixture.sendPrivate(RESIDENT, "村口着火了");

        assertTrue(!reply.text().startsWith("补充的话记到"), reply.text());
        assertTrue(!no.equals(conversationFixture.book.ticket().no()), "a report of its own");
    }

    @Test
    void aMatterOfAnotherCategoryIsNoAnswer() {
        assertReportOfItsOwn(no, RESIDENT, "门口垃圾没人清");
    }

    @Test
    void theNextReportOfWhoOnlyPassedItOnIsNoAnswer() {
        // Given
        TicketNo relayed = relay("李婶家门口的井盖坏了");
        ask(relayed);
        // Then
        assertReportOfItsOwn(relayed, ConversationFixture.HEAD, "张家水管坏了");
    }

    @Test
    void theNextReportOfWhoseMatterWasMergedIsNoAnswer() {
        // Given
        conversationFixture.sendPrivate("zhang.dama", "老槐树底下的路灯不亮");
        act(
                conversationFixture.book.ticket().no(),
                Action.of(ActionType.MERGE, DESK).into(no));
        // Then
        assertReportOfItsOwn(no, "zhang.dama", "张家水管坏了");
    }

    /** The unit head passes on what a neighbour says, who gets an SMS. */
    private TicketNo relay(String words) {
        Report report = new Report(
                new MessageSource("test", "T1", "relay"),
                Channel.RELAY,
                "relay:1",
                RosterFixture.UNIT,
                new PersonDetails("", "李婶", "13900000001"),
                Optional.of(new PersonDetails(ConversationFixture.HEAD, "周婶", "")),
                words,
                List.of(),
                conversationFixture.now,
                conversationFixture.now);
        return conversationFixture
                .submission
                .submit(report)
                .await()
                .atMost(Duration.ofSeconds(10))
                .ticket();
    }

    /** As where SMS are sent. */
    private void ask(TicketNo ticket) {
        Ticket before = conversationFixture.book.ticket(ticket);
        TicketEvent asked = new TicketEvent(
                before.version() + 1,
                conversationFixture.now,
                DESK,
                new Change.ReporterAsked(conversationFixture.now.plus(Duration.ofDays(5))),
                "哪一口？",
                List.of(),
                Optional.empty());
        conversationFixture
                .tickets
                .append(List.of(
                        new TicketUpdate(before.apply(asked), before.version(), List.of(asked), List.of(), List.of())))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private void assertReportOfItsOwn(TicketNo asked, String speaker, String words) {
        int before = conversationFixture.book.count();
        conversationFixture.sendPrivate(speaker, words);
        assertEquals(before + 1, conversationFixture.book.count(), "a report of its own");
        assertEquals(
                State.WAITING_REPORTER, conversationFixture.book.ticket(asked).state());
    }

    private void act(TicketNo ticket, Action action) {
        assertInstanceOf(
                TicketService.Outcome.Done.class,
                conversationFixture.ticketService.act(ticket, action).await().atMost(Duration.ofSeconds(10)));
    }

    @Test
    void theWordsOfSomebodyElseAreNoAnswer() {
        conversationFixture.sendPrivate("zhang.dama", "老槐树底下的路灯也不亮");

        assertTrue(!no.equals(conversationFixture.book.ticket().no()), "a report of its own");
    }
}
