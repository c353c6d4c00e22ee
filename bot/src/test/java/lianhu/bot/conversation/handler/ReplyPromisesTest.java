package lianhu.bot.conversation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.Reply;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.routing.Department;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reply says that happens does happen; see docs/promises.md. */
class ReplyPromisesTest {
    private static final String HEAD = ConversationFixture.HEAD;
    private static final String KEEPER = ConversationFixture.KEEPER;

    private final ConversationFixture county = new ConversationFixture();

    @ParameterizedTest
    @CsvSource({"14, FEEDBACK_DUE", "15, DISPATCHED"})
    void aResultThatWasShownIsSentByAnAnswerWithinAQuarterOfAnHour(int minutes, State state) {
        // Given
        county.sendToGroup(HEAD, "村口路灯不亮");
        Receipt lamp = county.book.receipt();
        county.press(KEEPER, new CardPress(lamp.ticket(), ActionType.RESULT, ""));
        county.wait(Duration.ofMinutes(14));
        Reply shown = county.sendPrivate(KEEPER, "换了灯头");
        county.wait(Duration.ofMinutes(minutes));
        // When
        county.sendPrivate(KEEPER, "发");
        // Then
        assertTrue(shown.text().contains("15分钟内有效"), shown.text());
        assertEquals(state, county.book.ticket(lamp.ticket()).state());
    }

    @ParameterizedTest
    @CsvSource({"14, 好了", "15, 您还不在网格和联户的名单里"})
    void aBindingIsConfirmedWithinAQuarterOfAnHour(int minutes, String answer) {
        // Given
        bind();
        county.wait(Duration.ofMinutes(minutes));
        // When
        Reply reply = bind();
        // Then
        assertTrue(reply.text().startsWith(answer), reply.text());
    }

    @Test
    void whatIsStillWrongAfterTheTicketWasClosedIsHandledAgain() {
        // Given
        county.sendToGroup(HEAD, "村口路灯不亮");
        county.sendPrivate(KEEPER, "办结 " + county.book.receipt().no() + " 换了灯头");
        Reply closed = county.sendToGroup(HEAD, "好了");
        county.wait(Duration.ofDays(9));
        // When
        Reply again = county.sendToGroup(HEAD, "还不行");
        // Then
        assertTrue(closed.text().contains("10天内再坏，说“还不行”就重办"), closed.text());
        assertTrue(again.text().contains("重新办，号码不变"), again.text());
        assertEquals(State.DISPATCHED, county.book.ticket().state());
    }

    @Test
    void theDutyRoomIsAskedToCall() {
        // Given
        county.sendPrivate("li.shen", "老公打我");
        long before = calls("office:duty");
        // When
        county.sendPrivate("li.shen", "1");
        // Then
        assertEquals(before + 1, calls("office:duty"));
    }

    @Test
    void aDutyRoomWithoutAnAccountIsNotSaidToBeTold() {
        // Given
        county.departments = () -> RosterFixture.departments().all().stream()
                .map(one -> new Department(one.id(), one.name(), one.type(), one.area(), "", ""))
                .toList();
        county.sendPrivate("li.shen", "老公打我");
        // When
        Reply reply = county.sendPrivate("li.shen", "1");
        // Then
        assertTrue(reply.text().startsWith("这里没有我能叫到的值班室，请您自己打 县值班室 5400000。"), reply.text());
    }

    @Test
    void nothingIsSaidToBeToldWhenItWasNotStored() {
        // Given
        county.sendToGroup(HEAD, "灶房冒烟了");
        county.tickets.conflictNext(50);
        // When
        Reply reply = county.sendToGroup(HEAD, "平安");
        county.tickets.conflictNext(0);
        // Then
        assertTrue(reply.text().startsWith("这会儿人多，没记上"), reply.text());
    }

    @Test
    void aSafeWordAboutAnOrdinaryTicketIsAnsweredAndNotStored() {
        // Given
        county.sendToGroup(HEAD, "村口路灯不亮");
        Receipt lamp = county.book.receipt();
        int version = county.book.ticket().version();
        // When
        Reply reply = county.sendToGroup(HEAD, "平安 " + lamp.no());
        // Then
        assertTrue(reply.text().contains("没有在叫人，不用报平安，这句话没有记。"), reply.text());
        assertEquals(version, county.book.ticket().version());
    }

    @Test
    void aSentenceWithASafeWordIsAddedToTheOrdinaryTicketThatItNames() {
        // Given
        county.sendToGroup(HEAD, "村口路灯不亮");
        Receipt lamp = county.book.receipt();
        // When
        Reply reply = county.sendToGroup(HEAD, lamp.no() + " 刚才有人绊倒，人没事了，灯还是黑的");
        // Then
        assertTrue(reply.text().startsWith("补充的话记到"), reply.text());
    }

    @Test
    void whoWasCalledIsToldThatTheReporterIsSafe() {
        // Given
        county.sendToGroup(HEAD, "灶房冒烟了");
        county.sendPrivate(KEEPER, "我马上去");
        String keeper = "post:" + RosterFixture.GRID + ".KEEPER.1";
        long before = calls(keeper);
        // When
        county.sendToGroup(HEAD, "平安");
        // Then
        assertEquals(before + 1, calls(keeper));
    }

    @Test
    void whatWasNotStoredIsSaidSo() {
        // Given
        county.sendToGroup(HEAD, "村口路灯不亮");
        county.tickets.conflictNext(50);
        // When
        Reply reply = county.sendToGroup(HEAD, "撤回");
        county.tickets.conflictNext(0);
        // Then
        assertTrue(reply.text().startsWith("这会儿人多，没记上"), reply.text());
        assertEquals(State.DISPATCHED, county.book.ticket().state());
        assertTrue(county.sendToGroup(HEAD, "撤回").text().contains("已撤回"));
    }

    @Test
    void oneTwoAndThreeAnswerTheQuestionWhetherItIsSolved() {
        // When
        List<State> states = Stream.of("1", "2", "3")
                .map(number -> {
                    county.sendPrivate(HEAD, "村口路灯不亮");
                    Receipt receipt = county.book.receipt();
                    county.sendPrivate(KEEPER, "办结 " + receipt.no() + " 换了灯头");
                    county.sendPrivate(HEAD, number);
                    State state = county.book.ticket(receipt.ticket()).state();
                    county.sendPrivate(KEEPER, "办结 " + receipt.no() + " 又换了一个");
                    county.sendPrivate(HEAD, "1");
                    return state;
                })
                .toList();
        // Then
        assertEquals(List.of(State.CLOSED, State.DISPATCHED, State.DISPATCHED), states);
    }

    @Test
    void aResultThatCannotBeIsObjectedTo() {
        // Given
        county.sendToGroup(HEAD, "村口路灯不亮");
        county.sendPrivate(KEEPER, "办结 " + county.book.receipt().no() + " 办不了，线路要改造");
        // When
        Reply reply = county.sendToGroup(HEAD, "还不行");
        // Then
        assertTrue(reply.text().contains("重新办，号码不变"), reply.text());
        assertEquals(State.DISPATCHED, county.book.ticket().state());
    }

    @Test
    void interferenceIsNotSaidToBeNotedWhereNothingIsSealed() {
        // Given
        county.sendPrivate("li.shen", "村口路灯不亮");
        int version = county.book.ticket().version();
        // When
        Reply reply = county.sendPrivate("li.shen", "有人找我");
        Reply ofLamp =
                county.sendPrivate("li.shen", "有人找我 " + county.book.receipt().no());
        // Then
        assertTrue(reply.text().startsWith("没找到您单独登记的事，这句话没有记下。"), reply.text());
        assertEquals(reply, ofLamp);
        assertEquals(version, county.book.ticket().version());
    }

    private Reply bind() {
        return county.send(county.groupMessage(ConversationFixture.UNBOUND, "somebody", "绑定 K7Q-3PD"));
    }

    private long calls(String recipient) {
        return county.tickets.deliveries().stream()
                .filter(delivery -> delivery.type() == NoticeType.EMERGENCY_CALL)
                .map(NewDelivery::recipient)
                .filter(one -> one.encode().equals(recipient))
                .count();
    }
}
