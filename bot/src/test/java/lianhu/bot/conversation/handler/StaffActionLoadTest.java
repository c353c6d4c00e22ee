package lianhu.bot.conversation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.Reply;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A staff action loads its ticket once, and again only after a conflict. */
@NullUnmarked
class StaffActionLoadTest {
    private final ConversationFixture county = new ConversationFixture();

    @BeforeEach
    void reportALamp() {
        county.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        county.loads.finds = 0;
        county.book.details = 0;
    }

    @Test
    void aPressedButtonLoadsTheTicketOnce() {
        // When
        Reply reply = county.press(ConversationFixture.KEEPER, card(ActionType.ACCEPT));
        // Then
        assertLoadedOnce(reply, "签收：“村口路灯不亮”。", State.ACCEPTED);
    }

    @Test
    void acceptingInWordsLoadsTheTicketOnce() {
        // When
        Reply reply = county.sendPrivate(ConversationFixture.KEEPER, "签收");
        // Then
        assertLoadedOnce(reply, "签收：“村口路灯不亮”。", State.ACCEPTED);
    }

    @Test
    void resolvingByNumberLoadsTheTicketOnce() {
        // When
        Reply reply = county.sendPrivate(
                ConversationFixture.KEEPER, "办结 " + county.book.receipt().no() + " 换了灯头");
        // Then
        assertLoadedOnce(reply, "办结：“村口路灯不亮”。", State.FEEDBACK_DUE);
    }

    @Test
    void returningByNumberLoadsTheTicketOnce() {
        // When
        Reply reply = county.sendPrivate(
                ConversationFixture.KEEPER, "退回 " + county.book.receipt().no() + " 归镇里管");
        // Then
        assertLoadedOnce(reply, "退回：“村口路灯不亮”。", State.RETURN_REVIEW);
    }

    @Test
    void theAnswerToAQuestionLoadsTheTicketOnce() {
        // Given
        county.press(ConversationFixture.KEEPER, card(ActionType.RESULT));
        county.sendPrivate(ConversationFixture.KEEPER, "换了灯头");
        county.loads.finds = 0;
        // When
        Reply reply = county.sendPrivate(ConversationFixture.KEEPER, "发");
        // Then
        assertLoadedOnce(reply, "办结：“村口路灯不亮”。", State.FEEDBACK_DUE);
    }

    @Test
    void aConflictLoadsTheTicketAgain() {
        // Given
        county.loads.isConflictDue = true;
        // When
        Reply reply = county.press(ConversationFixture.KEEPER, card(ActionType.ACCEPT));
        // Then
        assertTrue(reply.text().startsWith("签收："), reply.text());
        assertEquals(2, county.loads.finds);
    }

    private CardPress card(ActionType type) {
        return new CardPress(county.book.receipt().ticket(), type, "");
    }

    private void assertLoadedOnce(Reply reply, String text, State state) {
        assertTrue(reply.text().startsWith(text), reply.text());
        assertEquals(state, county.book.ticket().state());
        assertEquals(1, county.loads.finds);
        assertEquals(0, county.book.details);
    }
}
