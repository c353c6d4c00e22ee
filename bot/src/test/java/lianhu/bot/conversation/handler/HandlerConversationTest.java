package lianhu.bot.conversation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.Reply;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the handler of a ticket says, and what a resident may read of it. */
class HandlerConversationTest {
    private static final String KEEPER = ConversationFixture.KEEPER;

    private final ConversationFixture county = new ConversationFixture();
    private Receipt lamp;

    @BeforeEach
    void aLampIsReported() {
        county.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        lamp = county.book.receipt();
    }

    @Test
    void theWordsAreShownBackBeforeTheReporterReadsThem() {
        // Given
        press(lamp, ActionType.RESULT);
        // When
        Reply shown = county.sendPrivate(KEEPER, "换了灯头，亮了");
        State before = state(lamp);
        Reply done = county.sendPrivate(KEEPER, "发");
        // Then
        assertTrue(shown.text().startsWith("还没告诉报事的人。"), shown.text());
        assertTrue(shown.text().contains("换了灯头，亮了"), shown.text());
        assertEquals(State.DISPATCHED, before);
        assertTrue(done.text().startsWith("办结：“村口路灯不亮”。"), done.text());
        assertEquals("换了灯头，亮了", lastWords(lamp));
    }

    @Test
    void otherWordsReplaceTheOnesThatWereShown() {
        // Given
        press(lamp, ActionType.RESULT);
        county.sendPrivate(KEEPER, "换了灯头");
        // When
        county.sendPrivate(KEEPER, "换了灯头，线也接好了");
        county.sendPrivate(KEEPER, "好的");
        // Then
        assertEquals(State.FEEDBACK_DUE, state(lamp));
        assertEquals("换了灯头，线也接好了", lastWords(lamp));
    }

    @Test
    void aResultThatWasShownCanBeTakenBack() {
        // Given
        press(lamp, ActionType.RESULT);
        county.sendPrivate(KEEPER, "换了灯头");
        // When
        Reply back = county.sendPrivate(KEEPER, "撤回");
        county.sendPrivate(KEEPER, "发");
        // Then
        assertTrue(back.text().startsWith("好的，先不动这件事。"), back.text());
        assertEquals(State.DISPATCHED, state(lamp));
    }

    @ParameterizedTest
    @ValueSource(strings = {"我来处理 %s", "到了 %s", "签收 %s", "我来处理", "到了", "%s", "%s 换了灯头", "平安", "到哪了", "咋还没来修"})
    void aCommandOrAReceiptNumberIsNeverAResult(String words) {
        // Given
        county.sendToGroup(ConversationFixture.HEAD, "灶房冒烟了");
        Receipt fire = county.book.receipt();
        press(lamp, ActionType.RESULT);
        // When
        Reply reply = county.sendPrivate(KEEPER, words.formatted(fire.no().spoken()));
        county.sendPrivate(KEEPER, "发");
        // Then
        assertFalse(reply.text().startsWith("还没告诉报事的人。"), reply.text());
        assertEquals(State.DISPATCHED, state(lamp));
    }

    @ParameterizedTest
    @ValueSource(strings = {"小学门口井盖没了", "二组垃圾没人清", "三组路灯也坏了", "什么时候给三组修路灯"})
    void anotherMatterIsNeverAResult(String words) {
        // Given
        press(lamp, ActionType.RESULT);
        // When
        Reply reply = county.sendPrivate(KEEPER, words);
        county.sendPrivate(KEEPER, "发");
        // Then
        assertFalse(reply.text().startsWith("还没告诉报事的人。"), reply.text());
        assertEquals(State.DISPATCHED, state(lamp));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"换了灯头", "已经修好了", "线断了，接好了", "垃圾也清走了，灯也换了", "办不了，线路要改造", "已经报给供电所，下周来", "灯杆扶正了", "没坏，是跳闸，合上了"})
    void whatWasDoneIsAResult(String words) {
        // Given
        press(lamp, ActionType.RESULT);
        // When
        Reply reply = county.sendPrivate(KEEPER, words);
        // Then
        assertTrue(reply.text().startsWith("还没告诉报事的人。"), reply.text());
    }

    @Test
    void aResultNeverNamesAReceiptNumber() {
        // When
        Reply reply =
                county.sendPrivate(KEEPER, "办结 " + lamp.no() + " 和 " + lamp.no().spoken() + " 一起换了");
        // Then
        assertTrue(reply.text().startsWith("结果会告诉报事的人，里面不能有受理号"), reply.text());
        assertEquals(State.DISPATCHED, state(lamp));
    }

    @Test
    void whoWasCalledMayGoWhateverTheDeskPressed() {
        // Given
        county.sendToGroup(ConversationFixture.HEAD, "灶房冒烟了");
        Receipt fire = county.book.receipt();
        county.press("chen.jing", new CardPress(fire.ticket(), ActionType.ACKNOWLEDGE, ""));
        // When
        Reply reply = county.press(KEEPER, new CardPress(fire.ticket(), ActionType.ACKNOWLEDGE, ""));
        Reply arrived = county.sendPrivate(KEEPER, "到了 " + fire.no().spoken());
        // Then
        assertTrue(reply.text().startsWith("我来处理：“灶房冒烟了”。"), reply.text());
        assertTrue(reply.text().contains("受理号 " + fire.no().spoken()), reply.text());
        assertTrue(arrived.text().startsWith("我来处理：“灶房冒烟了”。"), arrived.text());
    }

    @Test
    void theNumberSaysWhichEmergencySomebodyGoesTo() {
        // Given
        county.sendToGroup(ConversationFixture.HEAD, "灶房冒烟了");
        Receipt first = county.book.receipt();
        county.sendToGroup(ConversationFixture.HEAD, "柴垛着火了");
        Receipt second = county.book.receipt();
        // When
        county.sendPrivate(KEEPER, "我来处理 " + second.no().spoken());
        // Then
        assertTrue(isAcknowledged(second));
        assertFalse(isAcknowledged(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"平安", "我们平安", "平安 %s"})
    void whoIsCalledAndSaysSafeHasNotPromisedToGo(String words) {
        // Given
        county.sendToGroup(ConversationFixture.HEAD, "灶房冒烟了");
        Receipt fire = county.book.receipt();
        long calls = calls();
        // When
        Reply reply = county.sendPrivate(KEEPER, words.formatted(fire.no().spoken()));
        // Then
        assertFalse(isAcknowledged(fire));
        assertEquals("记下了：您那里平安。“灶房冒烟了”还没有人应，还在叫。去得了，就回“我来处理 " + fire.no().spoken() + "”。", reply.text());
        assertTrue(lastWords(fire).contains("平安"), lastWords(fire));
        assertEquals(calls, calls());
    }

    @Test
    void whoSaysSafeAfterSomebodyAnsweredIsNotToldThatNobodyDid() {
        // Given
        county.sendToGroup(ConversationFixture.HEAD, "灶房冒烟了");
        Receipt fire = county.book.receipt();
        county.sendPrivate(KEEPER, "我来处理");
        // When
        Reply reply = county.sendPrivate(KEEPER, "平安");
        // Then
        assertEquals("记下了：您那里平安。“灶房冒烟了”已经有人应了。", reply.text());
        assertTrue(isAcknowledged(fire));
    }

    @Test
    void whoTakesAnOrdinaryTicketByItsNumberHasAcceptedIt() {
        // When
        Reply reply = county.sendPrivate(KEEPER, "我来处理 " + lamp.no().spoken());
        // Then
        assertEquals(State.ACCEPTED, state(lamp), reply.text());
    }

    @Test
    void anEmergencyReceiptSaysWhoIsCalled() {
        // When
        Reply reply = county.sendToGroup(ConversationFixture.HEAD, "灶房冒烟了");
        // Then
        assertTrue(reply.text().contains("还在叫：副联户长周婶、网格员小王、县值班室。"), reply.text());
    }

    @Test
    void aKeeperReadsWhatIsInHand() {
        // When
        Reply open = county.sendPrivate(KEEPER, "我手上的");
        Reply resident = county.sendPrivate("li.shen", "我手上的");
        press(lamp, ActionType.RESULT);
        county.sendPrivate(KEEPER, "换了灯头，亮了");
        county.sendPrivate(KEEPER, "发");
        Reply done = county.sendPrivate(KEEPER, "我手上的");
        // Then
        assertTrue(open.text().startsWith("等您办的 1 件："), open.text());
        assertTrue(open.text().contains("“村口路灯不亮”（" + lamp.no().spoken() + "）"), open.text());
        assertTrue(resident.text().startsWith("没找到您报过的事。"), resident.text());
        assertEquals("眼下没有等您办的事。", done.text());
    }

    @Test
    void urgingReachesTheOwner() {
        // Given
        long cards = cards();
        // When
        Reply reply = county.sendToGroup(ConversationFixture.HEAD, "催一下");
        Reply asked = county.sendToGroup(ConversationFixture.HEAD, "到哪了");
        // Then
        assertTrue(reply.text().contains(lamp.no().spoken()), reply.text());
        assertTrue(reply.text().endsWith("已经替您催了一声。"), reply.text());
        assertFalse(asked.text().contains("催"), asked.text());
        assertEquals(cards + 1, cards());
        assertEquals(
                EventType.SUPPLEMENTED,
                county.tickets.history(lamp.ticket()).getLast().change().type());
    }

    @Test
    void aOneToOneChatIsNotToldToMention() {
        // When
        Reply hello = county.sendPrivate("li.shen", "你好");
        Reply none = county.sendPrivate("li.shen", "到哪了");
        Reply help = county.sendPrivate("li.shen", "帮助");
        Reply group = county.sendToGroup("li.shen", "你好");
        // Then
        assertFalse(hello.text().contains("@我"), hello.text());
        assertFalse(none.text().contains("@我"), none.text());
        assertFalse(help.text().contains("@我"), help.text());
        assertTrue(group.text().contains("@我"), group.text());
    }

    private Reply press(Receipt receipt, ActionType type) {
        return county.press(KEEPER, new CardPress(receipt.ticket(), type, ""));
    }

    private State state(Receipt receipt) {
        return county.tickets
                .find(receipt.ticket())
                .await()
                .indefinitely()
                .orElseThrow()
                .ticket()
                .state();
    }

    private boolean isAcknowledged(Receipt receipt) {
        return county.tickets
                .find(receipt.ticket())
                .await()
                .indefinitely()
                .orElseThrow()
                .ticket()
                .isAcknowledged();
    }

    private String lastWords(Receipt receipt) {
        return county.tickets.history(receipt.ticket()).getLast().words();
    }

    private long calls() {
        return county.tickets.deliveries().stream()
                .filter(delivery -> delivery.type() == NoticeType.EMERGENCY_CALL)
                .count();
    }

    private long cards() {
        return county.tickets.deliveries().stream()
                .filter(delivery -> delivery.type() == NoticeType.ASSIGNED)
                .count();
    }
}
