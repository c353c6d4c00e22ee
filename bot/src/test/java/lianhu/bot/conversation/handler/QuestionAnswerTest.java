package lianhu.bot.conversation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.core.casework.TicketService;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
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
        assertInstanceOf(
                TicketService.Outcome.Done.class,
                conversationFixture
                        .ticketService
                        .act(no, Action.of(ActionType.ASK, DESK).withWords("是哪一盏？"))
                        .await()
                        .atMost(Duration.ofSeconds(10)));
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
    void theWordsOfSomebodyElseAreNoAnswer() {
        conversationFixture.sendPrivate("zhang.dama", "老槐树底下的路灯也不亮");

        assertTrue(!no.equals(conversationFixture.book.ticket().no()), "a report of its own");
    }
}
