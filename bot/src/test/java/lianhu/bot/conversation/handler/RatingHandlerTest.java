package lianhu.bot.conversation.handler;

import static lianhu.bot.conversation.handler.ConversationFixture.HEAD;
import static lianhu.bot.conversation.handler.ConversationFixture.KEEPER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import lianhu.bot.conversation.Reply;
import lianhu.core.followup.TicketRatings;
import lianhu.core.notice.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reporters say in a chat how satisfied they are; nobody whom it rates can read it. */
class RatingHandlerTest {
    private final ConversationFixture county = new ConversationFixture();

    @Test
    void whoSaysThatItIsSolvedIsAskedPrivatelyAndAnswersWithANumber() {
        // Given
        county.sendPrivate(HEAD, "村口路灯不亮");
        Receipt lamp = county.book.receipt();
        county.sendPrivate(KEEPER, "办结 " + lamp.no() + " 换了灯头");
        // When
        Reply asked = county.sendPrivate(HEAD, "好了");
        int version = county.book.ticket(lamp.ticket()).version();
        Reply thanked = county.sendPrivate(HEAD, "打分5");
        // Then
        assertTrue(asked.text().contains("回“打分5”"), asked.text());
        assertTrue(thanked.text().contains("打分记下了"), thanked.text());
        assertEquals(new TicketRatings.Totals(1, 1), totals());
        assertEquals(version, county.book.ticket(lamp.ticket()).version(), "the ticket shows nothing of it");
    }

    @Test
    void aSecondRatingIsSaidToReplaceNothing() {
        // Given
        county.sendPrivate(HEAD, "村口路灯不亮");
        county.sendPrivate(KEEPER, "办结 " + county.book.receipt().no() + " 换了灯头");
        county.sendPrivate(HEAD, "打分1");
        // When
        Reply again = county.sendPrivate(HEAD, "打分5");
        // Then
        assertTrue(again.text().contains("还按第一次的算"), again.text());
        assertEquals(new TicketRatings.Totals(1, 0), totals());
    }

    @Test
    void aGroupIsNotAskedAndDoesNotReadTheAnswer() {
        // Given
        county.sendToGroup(HEAD, "村口路灯不亮");
        county.sendPrivate(KEEPER, "办结 " + county.book.receipt().no() + " 换了灯头");
        // When
        Reply closed = county.sendToGroup(HEAD, "好了");
        Reply rated = county.sendToGroup(HEAD, "打分2");
        // Then
        assertFalse(closed.text().contains("打分"), closed.text());
        assertFalse(rated.text().contains("打分"), rated.text());
        assertEquals(new TicketRatings.Totals(1, 0), totals());
    }

    @ParameterizedTest
    @CsvSource({"打分4, 1", "4分, 1", "打3分, 0", "评分1, 0"})
    void theNumberIsTheRating(String words, int satisfied) {
        // Given
        county.sendPrivate(HEAD, "村口路灯不亮");
        county.sendPrivate(KEEPER, "办结 " + county.book.receipt().no() + " 换了灯头");
        // When
        county.sendPrivate(HEAD, words);
        // Then
        assertEquals(new TicketRatings.Totals(1, satisfied), totals());
    }

    @Test
    void whatHasNoResultIsNotRated() {
        // Given
        county.sendPrivate(HEAD, "村口路灯不亮");
        // When
        Reply reply = county.sendPrivate(HEAD, "打分1");
        // Then
        assertFalse(reply.text().contains("记下了"), reply.text());
        assertEquals(new TicketRatings.Totals(0, 0), totals());
    }

    private TicketRatings.Totals totals() {
        return county.ratings.totals(ConversationFixture.START).await().atMost(Duration.ofSeconds(10));
    }
}
