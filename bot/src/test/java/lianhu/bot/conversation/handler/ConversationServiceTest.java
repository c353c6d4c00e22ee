package lianhu.bot.conversation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.Receipt;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationServiceTest {
    private static final String QUIET = "收到了，我们单独回您。";
    private static final IncomingMedia PICTURE =
            new IncomingMedia.RobotImage("AIBOT0001", "https://pic.test/1", Optional.empty());
    private static final AttachmentId PHOTO = new AttachmentId("ab".repeat(32));

    private final ConversationFixture conversationFixture = new ConversationFixture();

    @Test
    void aHeadReadsTheOwnerAndTheDueDate() {
        // When
        Reply reply = conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // Then
        assertEquals(
                "@周婶 “村口路灯不亮”收到了，已交给网格员小王，最迟周五（11月27日）答复。受理号 %s，想问进度就说“到哪了”。"
                        .formatted(conversationFixture.book.receipt().no().spoken()),
                reply.text());
        assertEquals(RosterFixture.UNIT, conversationFixture.book.report().area());
        assertEquals("group:wr-heads", conversationFixture.book.report().conversation());
        assertEquals(Channel.GROUP, conversationFixture.book.report().channel());
        assertEquals(
                "aibot:AIBOT0001:m1", conversationFixture.book.report().source().toString());
    }

    @Test
    void aReportOfAResidentIsAboutTheGroupsPlace() {
        // When
        Reply reply = conversationFixture.sendToGroup("somebody", "路灯坏了");

        // Then
        assertTrue(reply.text().startsWith("“路灯坏了”收到了，"), reply.text());
        assertEquals(RosterFixture.VILLAGE, conversationFixture.book.report().area());
    }

    @Test
    void anUnboundGroupIsServedAndReadsHowToBind() {
        // When
        Reply reply = conversationFixture.send(
                conversationFixture.groupMessage(ConversationFixture.UNBOUND, "somebody", "路灯坏了"));

        // Then
        assertTrue(reply.text().contains("受理号"));
        assertTrue(reply.text().endsWith("在群里说“绑定 K7Q-3PD”这样。"));
        assertEquals(RosterFixture.COUNTY, conversationFixture.book.report().area());
    }

    @ParameterizedTest
    @ValueSource(strings = {"我要举报村支书收钱", "工资三个月没发了", "老公打我"})
    void whatIsNotPublicGetsOneConstantSentence(String words) {
        // When
        Reply reply = conversationFixture.sendToGroup(ConversationFixture.HEAD, words);

        // Then
        assertEquals(new Reply(QUIET, ""), reply);
        assertEquals(1, conversationFixture.book.count());
    }

    @Test
    void anEmergencyGetsAdviceImmediately() {
        // When
        Reply reply = conversationFixture.sendToGroup(ConversationFixture.HEAD, "火车站着火了");

        // Then
        assertTrue(reply.text().startsWith("人先离开，马上打119；"), reply.text());
    }

    @Test
    void aCourtMatterGetsItsStatutoryWay() {
        // When
        Reply reply = conversationFixture.sendToGroup(ConversationFixture.HEAD, "路灯案不服判决");

        // Then
        assertTrue(reply.text().contains("受理号"), reply.text());
        assertTrue(reply.text().endsWith("这类事有专门的法定渠道：可以向上一级法院上诉。"), reply.text());
    }

    @Test
    void inAPrivateChatTheOutboxSendsTheReceipt() {
        // When
        Reply reply = conversationFixture.sendPrivate(ConversationFixture.HEAD, "村口路灯不亮");

        // Then
        assertEquals(Reply.NONE, reply);
        assertEquals(Channel.APP, conversationFixture.book.report().channel());
        assertEquals(
                "private:" + ConversationFixture.HEAD,
                conversationFixture.book.report().conversation());
        assertEquals(RosterFixture.UNIT, conversationFixture.book.report().area());
    }

    @Test
    void twoReportsWithinNinetySecondsAreTwoReceipts() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // When
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "小学门口井盖没了");
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "补充：垃圾也没人收");

        // Then
        assertEquals(3, conversationFixture.book.count());
    }

    @Test
    void aPlaceAndAPhotoJoinTheLatestReport() {
        // Given
        conversationFixture.photos.put(PICTURE, PHOTO);
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // When
        Reply place = conversationFixture.sendToGroup(ConversationFixture.HEAD, "就在小学门口");
        conversationFixture.wait(Duration.ofSeconds(80));
        Reply photo = conversationFixture.send(ConversationFixture.with(
                conversationFixture.groupMessage(ConversationFixture.CHAT, ConversationFixture.HEAD, ""),
                List.of(PICTURE),
                ""));

        // Then
        assertEquals(1, conversationFixture.book.count());
        assertTrue(place.text().startsWith("补充的话记到“村口路灯不亮”"), place.text());
        assertEquals(place, photo);
        assertEquals(List.of(PHOTO), conversationFixture.book.lastEvent().attachments());
    }

    @Test
    void anAdditionAfterNinetySecondsOrOfSomebodyElseIsAReport() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // When
        conversationFixture.sendToGroup("somebody", "就在小学门口");
        conversationFixture.wait(Duration.ofSeconds(91));
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "就在小学门口");

        // Then
        assertEquals(3, conversationFixture.book.count());
    }

    @Test
    void anAdditionThatComesAgainAfterNinetySecondsIsStillThatAddition() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        conversationFixture.wait(Duration.ofSeconds(85));
        IncomingMessage addition =
                conversationFixture.groupMessage(ConversationFixture.CHAT, ConversationFixture.HEAD, "就在小学门口");
        Reply first = conversationFixture.send(addition);
        conversationFixture.wait(Duration.ofSeconds(20));

        // When
        Reply again = conversationFixture.send(conversationFixture.repeat(addition));

        // Then
        assertEquals(first, again);
        assertEquals(1, conversationFixture.book.count());
        assertEquals(4, conversationFixture.book.ticket().version());
    }

    @Test
    void aDetailThatBecameAReportDoesNotJoinItselfWhenItComesAgain() {
        // Given
        IncomingMessage detail =
                conversationFixture.groupMessage(ConversationFixture.CHAT, ConversationFixture.HEAD, "就在小学门口");
        Reply first = conversationFixture.send(detail);

        // When
        Reply again = conversationFixture.send(conversationFixture.repeat(detail));

        // Then
        assertEquals(first, again);
        assertEquals(
                3 - (conversationFixture.book.ticket().owner().isDesk() ? 1 : 0),
                conversationFixture.book.ticket().version());
    }

    @Test
    void aPhotoThatIsNotAvailableYetFollowsAndTheTextIsStored() {
        // When
        Reply reply = conversationFixture.send(ConversationFixture.with(
                conversationFixture.groupMessage(ConversationFixture.CHAT, ConversationFixture.HEAD, "路灯坏了"),
                List.of(PICTURE),
                ""));

        // Then
        assertEquals("路灯坏了", conversationFixture.book.report().words());
        assertTrue(reply.text().endsWith("取不到会说。"), reply.text());
    }

    @Test
    void aProgressQueryIsAnswered() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // When
        Reply reply = conversationFixture.sendToGroup(ConversationFixture.HEAD, "到哪了");

        // Then
        assertEquals(
                "“村口路灯不亮”（%s）：已经派下去，等签收，网格员小王，最迟周五（11月27日）。"
                        .formatted(conversationFixture.book.receipt().no().spoken()),
                reply.text());
    }

    @Test
    void aPrivateTicketIsNotNamedInTheGroup() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "工资三个月没发了");
        Receipt receipt = conversationFixture.book.receipt();

        // When
        Reply own = conversationFixture.sendToGroup(ConversationFixture.HEAD, "到哪了");
        Reply others = conversationFixture.sendToGroup("somebody", receipt.no().spoken());

        // Then
        assertEquals(QUIET, own.text());
        assertTrue(own.privateText().contains(receipt.no().spoken()));
        assertTrue(others.text().startsWith("没有查到"), others.text());
        assertEquals("", others.privateText());
    }

    @Test
    void theNumberOfAnOpenTicketAnswersEverybodyAndAWrongOneHelps() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // When
        Reply known = conversationFixture.sendToGroup(
                "somebody", conversationFixture.book.receipt().no().digits());
        Reply wrong = conversationFixture.sendToGroup("somebody", "48271939");

        // Then
        assertTrue(known.text().startsWith("“村口路灯不亮”"), known.text());
        assertTrue(wrong.text().startsWith("没有查到“48271939”。"), wrong.text());
    }

    @Test
    void aQuestionInsideASentenceIsAReportWhereNothingIsOpen() {
        // When
        Reply reply = conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口的路灯怎么还没人来修");

        // Then
        assertTrue(reply.text().contains("受理号"), reply.text());
        assertEquals(1, conversationFixture.book.count());
    }

    @Test
    void aQuestionInsideASentenceThatBecameAReportStaysOneWhenItComesAgain() {
        // Given
        IncomingMessage question =
                conversationFixture.groupMessage(ConversationFixture.CHAT, ConversationFixture.HEAD, "村口的路灯怎么还没人来修");
        Reply first = conversationFixture.send(question);

        // When
        Reply again = conversationFixture.send(conversationFixture.repeat(question));

        // Then
        assertEquals(first, again);
        assertEquals(1, conversationFixture.book.count());
        assertEquals(3, conversationFixture.book.ticket().version());
    }

    @Test
    void aQuestionInsideASentenceAboutAnOpenMatterIsAnsweredAndKept() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // When
        Reply reply = conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口的路灯怎么还没人来修");
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "垃圾怎么还没人来收，处理得怎么样");

        // Then
        assertTrue(reply.text().contains("等签收"), reply.text());
        assertEquals(2, conversationFixture.book.count());
    }

    @Test
    void aTicketThatNobodyAcceptedCanBeWithdrawnOnce() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        Receipt first = conversationFixture.book.receipt();
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "垃圾没人收");
        IncomingMessage wish = conversationFixture.groupMessage(
                ConversationFixture.CHAT,
                ConversationFixture.HEAD,
                "撤回 " + conversationFixture.book.receipt().no().spoken());
        Reply reply = conversationFixture.send(wish);

        // When
        Reply again = conversationFixture.send(conversationFixture.repeat(wish));

        // Then
        assertTrue(reply.text().contains("已撤回"), reply.text());
        assertEquals(reply, again);
        assertEquals(State.WITHDRAWN, conversationFixture.book.ticket().state());
        assertEquals(
                State.DISPATCHED,
                conversationFixture.book.ticket(first.ticket()).state());
    }

    @Test
    void aWithdrawalWithoutANumberAsksWhichAndARepetitionHitsNoSecondTicket() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        Receipt lamp = conversationFixture.book.receipt();
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "垃圾没人收");
        Reply which = conversationFixture.sendToGroup(ConversationFixture.HEAD, "撤回");
        conversationFixture.sendToGroup(
                ConversationFixture.HEAD,
                "撤回 " + conversationFixture.book.receipt().no().spoken());
        IncomingMessage wish =
                conversationFixture.groupMessage(ConversationFixture.CHAT, ConversationFixture.HEAD, "不用办了");
        Reply done = conversationFixture.send(wish);

        // When
        Reply again = conversationFixture.send(conversationFixture.repeat(wish));

        // Then
        assertTrue(which.text().startsWith("您报过不止一件"), which.text());
        assertTrue(done.text().startsWith("“村口路灯不亮”"), done.text());
        assertEquals(done, again);
        assertEquals(
                State.WITHDRAWN, conversationFixture.book.ticket(lamp.ticket()).state());
    }

    @Test
    void aTicketAtWorkCannotBeWithdrawn() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        conversationFixture.press(ConversationFixture.KEEPER, card("accept"));

        // When
        Reply reply = conversationFixture.sendToGroup(ConversationFixture.HEAD, "撤回");

        // Then
        assertTrue(reply.text().startsWith("已经有人在办"), reply.text());
        assertEquals(State.ACCEPTED, conversationFixture.book.ticket().state());
    }

    @Test
    void feedbackClosesAndReopens() {
        // Given
        Reply done = resolved("村口路灯不亮");

        // When
        Reply notYet = conversationFixture.sendToGroup(ConversationFixture.HEAD, "还不行");
        State reopened = conversationFixture.book.ticket().state();
        conversationFixture.sendPrivate(
                ConversationFixture.KEEPER,
                "办结 " + conversationFixture.book.receipt().no() + " 又换了一个");
        IncomingMessage one =
                conversationFixture.groupMessage(ConversationFixture.CHAT, ConversationFixture.HEAD, "好了");
        Reply good = conversationFixture.send(one);
        Reply again = conversationFixture.send(conversationFixture.repeat(one));

        // Then
        assertTrue(done.text().startsWith("办结：“村口路灯不亮”。"), done.text());
        assertTrue(notYet.text().contains("重新办，号码不变"), notYet.text());
        assertEquals(State.DISPATCHED, reopened);
        assertTrue(good.text().contains("记成办好了"), good.text());
        assertEquals(good, again);
        assertEquals(State.CLOSED, conversationFixture.book.ticket().state());
    }

    @Test
    void feedbackBeforeTheResultIsAddedForTheOwner() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        IncomingMessage wish = conversationFixture.groupMessage(
                ConversationFixture.CHAT,
                ConversationFixture.HEAD,
                "还不行 " + conversationFixture.book.receipt().no());
        Reply first = conversationFixture.send(wish);

        // When
        Reply again = conversationFixture.send(conversationFixture.repeat(wish));

        // Then
        assertTrue(first.text().startsWith("补充的话记到"), first.text());
        assertEquals(first, again);
        assertEquals(
                EventType.SUPPLEMENTED,
                conversationFixture.book.lastEvent().change().type());
    }

    @Test
    void aOneAfterTheDangerAdviceAsksForACall() {
        // Given
        conversationFixture.sendPrivate("li.shen", "老公打我");

        // When
        Reply reply = conversationFixture.sendPrivate("li.shen", "1");

        // Then
        assertTrue(reply.text().startsWith("已经告诉县值班室"), reply.text());
        assertEquals("请现在给本人打电话", conversationFixture.book.lastEvent().words());
    }

    @Test
    void safeAndArrivedReachTheEmergency() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "灶房冒烟了");

        // When
        Reply arrived = conversationFixture.sendPrivate(ConversationFixture.KEEPER, "我马上去");
        Reply safe = conversationFixture.sendToGroup(ConversationFixture.HEAD, "平安");

        // Then
        assertTrue(arrived.text().startsWith("我来处理：“灶房冒烟了”。"), arrived.text());
        assertTrue(conversationFixture.book.ticket().isAcknowledged());
        assertTrue(safe.text().startsWith("知道您平安了"), safe.text());
        assertEquals("平安", conversationFixture.book.lastEvent().words());
    }

    @Test
    void interferenceIsAnsweredPrivately() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "我要举报村支书收钱");

        // When
        Reply reply = conversationFixture.sendToGroup(ConversationFixture.HEAD, "有人找我");

        // Then
        assertEquals(QUIET, reply.text());
        assertTrue(reply.privateText().startsWith("记下了，只给县里专人看。"), reply.privateText());
        assertEquals("有人找我", conversationFixture.book.lastEvent().words());
    }

    @Test
    void aPressedButtonActsOnceAndARepetitionGetsTheSameReply() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        IncomingMessage press = conversationFixture.privateMessage(ConversationFixture.KEEPER, "");
        Reply first = conversationFixture
                .conversationService
                .handlePress(press, card("accept"))
                .await()
                .indefinitely();

        // When
        Reply again = conversationFixture
                .conversationService
                .handlePress(press, card("accept"))
                .await()
                .indefinitely();

        // Then
        assertTrue(first.text().startsWith("签收：“村口路灯不亮”。"), first.text());
        assertEquals(first, again);
        assertEquals(4, conversationFixture.book.ticket().version());
    }

    @Test
    void aStaleButtonIsAnsweredWithTheStateOfTheTicket() {
        // Given
        resolved("村口路灯不亮");

        // When
        Reply reply = conversationFixture.press(ConversationFixture.KEEPER, card("accept"));
        Reply stranger = conversationFixture.press("somebody", card("result"));

        // Then
        assertEquals("这张卡片旧了。“村口路灯不亮”现在已经办了，等回话，网格员小王。", reply.text());
        assertEquals(reply, stranger);
    }

    @Test
    void theNextWordsAreTheResultWithThePhotoBeforeThem() {
        // Given
        conversationFixture.photos.put(PICTURE, PHOTO);
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        Reply question = conversationFixture.press(ConversationFixture.KEEPER, card("result"));
        Reply noted = conversationFixture.send(ConversationFixture.with(
                conversationFixture.privateMessage(ConversationFixture.KEEPER, ""), List.of(PICTURE), ""));
        Reply shown = conversationFixture.sendPrivate(ConversationFixture.KEEPER, "修好了，换了灯头");
        IncomingMessage sentence = conversationFixture.privateMessage(ConversationFixture.KEEPER, "发");
        Reply done = conversationFixture.send(sentence);

        // When
        Reply again = conversationFixture.send(conversationFixture.repeat(sentence));

        // Then
        assertTrue(question.text().startsWith("“村口路灯不亮”怎么办的？"), question.text());
        assertTrue(noted.text().startsWith("照片收到了。"), noted.text());
        assertTrue(shown.text().contains("修好了，换了灯头"), shown.text());
        assertTrue(done.text().startsWith("办结：“村口路灯不亮”。"), done.text());
        assertEquals(done, again);
        assertEquals("修好了，换了灯头", conversationFixture.book.lastEvent().words());
        assertEquals(List.of(PHOTO), conversationFixture.book.lastEvent().attachments());
        assertEquals(State.FEEDBACK_DUE, conversationFixture.book.ticket().state());
        assertEquals(1, conversationFixture.book.count());
    }

    @Test
    void theWordsAfterTheResultAreAReportAgain() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        conversationFixture.press(ConversationFixture.KEEPER, card("result"));
        conversationFixture.sendPrivate(ConversationFixture.KEEPER, "换了灯头");
        conversationFixture.sendPrivate(ConversationFixture.KEEPER, "发");

        // When
        conversationFixture.sendPrivate(ConversationFixture.KEEPER, "小学门口井盖没了");

        // Then
        assertEquals(2, conversationFixture.book.count());
    }

    @Test
    void aQuarterOfAnHourLaterTheWordsAreAReport() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        conversationFixture.press(ConversationFixture.KEEPER, card("return"));
        conversationFixture.wait(Duration.ofMinutes(15));

        // When
        conversationFixture.sendPrivate(ConversationFixture.KEEPER, "小学门口井盖没了");

        // Then
        assertEquals(2, conversationFixture.book.count());
    }

    @Test
    void anEmergencyIsNeverTakenForAResult() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");
        Receipt lamp = conversationFixture.book.receipt();
        conversationFixture.press(ConversationFixture.KEEPER, card("result"));

        // When
        conversationFixture.sendPrivate(ConversationFixture.KEEPER, "东头草垛着火了");

        // Then
        assertEquals(2, conversationFixture.book.count());
        assertEquals(
                State.DISPATCHED, conversationFixture.book.ticket(lamp.ticket()).state());
    }

    @Test
    void aResultThatCannotBeSolvedIsMarkedUnsolved() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // When
        conversationFixture.sendPrivate(
                ConversationFixture.KEEPER,
                "办结 " + conversationFixture.book.receipt().no() + " 办不了，线路要改造");

        // Then
        assertEquals(
                new lianhu.core.ticket.Change.ResultSubmitted(false),
                conversationFixture.book.lastEvent().change());
    }

    @Test
    void aTicketIsReturnedInWordsWithAReason() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // When
        Reply reply = conversationFixture.sendPrivate(
                ConversationFixture.KEEPER,
                "退回 " + conversationFixture.book.receipt().no() + " 归镇里管");

        // Then
        assertTrue(reply.text().startsWith("退回：“村口路灯不亮”。"), reply.text());
        assertEquals(State.RETURN_REVIEW, conversationFixture.book.ticket().state());
    }

    @Test
    void aCommandWithoutANumberMeansTheWaitingTicket() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // When
        Reply reply = conversationFixture.sendPrivate(ConversationFixture.KEEPER, "签收");
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "垃圾没人收");
        Reply which = conversationFixture.sendPrivate(ConversationFixture.KEEPER, "办结");

        // Then
        assertTrue(reply.text().startsWith("签收：“村口路灯不亮”。"), reply.text());
        assertTrue(which.text().startsWith("等您办的不止一件"), which.text());
    }

    @Test
    void aPersonWithoutAPostActsOnNothing() {
        // Given
        conversationFixture.sendToGroup(ConversationFixture.HEAD, "村口路灯不亮");

        // When
        Reply reply = conversationFixture.sendPrivate(
                "somebody", "办结 " + conversationFixture.book.receipt().no() + " 好了");

        // Then
        assertTrue(reply.text().startsWith("签收、退回、办结只有经办人能做"), reply.text());
        assertEquals(State.DISPATCHED, conversationFixture.book.ticket().state());
    }

    @Test
    void aGroupIsBoundOnceAndARepetitionGetsTheSameReply() {
        // Given
        IncomingMessage binding =
                conversationFixture.groupMessage(ConversationFixture.UNBOUND, ConversationFixture.HEAD, "绑定 K7Q-3PD");
        Reply first = conversationFixture.send(binding);

        // When
        Reply again = conversationFixture.send(conversationFixture.repeat(binding));
        Reply used = conversationFixture.send(
                conversationFixture.groupMessage("wr-third", ConversationFixture.HEAD, "绑定 K7Q-3PD"));

        // Then
        assertTrue(first.text().startsWith("好了，这个群从现在起对应云溪镇上河村。\n本群接了登记助手"), first.text());
        assertEquals(first, again);
        assertTrue(used.text().startsWith("这个绑定码不对"), used.text());
        conversationFixture.send(conversationFixture.groupMessage(ConversationFixture.UNBOUND, "somebody", "路灯坏了"));
        assertEquals(RosterFixture.VILLAGE, conversationFixture.book.report().area());
    }

    @Test
    void aSenderWithoutAPostConfirmsTheBinding() {
        // Given
        IncomingMessage once = conversationFixture.groupMessage(ConversationFixture.UNBOUND, "somebody", "绑定 K7Q-3PD");
        Reply first = conversationFixture.send(once);
        Reply redelivered = conversationFixture.send(conversationFixture.repeat(once));

        // When
        Reply second = conversationFixture.send(
                conversationFixture.groupMessage(ConversationFixture.UNBOUND, "somebody", "绑定 K7Q-3PD"));

        // Then
        assertTrue(first.text().startsWith("您还不在网格和联户的名单里。"), first.text());
        assertEquals(first, redelivered);
        assertTrue(second.text().startsWith("好了，"), second.text());
    }

    @Test
    void smallTalkStoresNothing() {
        // When
        List<Reply> replies = List.of(
                conversationFixture.sendToGroup(ConversationFixture.HEAD, "你好"),
                conversationFixture.sendToGroup(ConversationFixture.HEAD, "谢谢"),
                conversationFixture.sendToGroup(ConversationFixture.HEAD, ""),
                conversationFixture.sendToGroup(ConversationFixture.HEAD, "帮助"));

        // Then
        assertEquals(0, conversationFixture.book.count());
        assertTrue(replies.stream().noneMatch(reply -> reply.text().isEmpty()));
        assertFalse(replies.get(3).text().contains("{"), replies.get(3).text());
        assertEquals(
                List.of("aibot smalltalk", "aibot smalltalk", "aibot smalltalk", "aibot command"),
                conversationFixture.counted);
    }

    private Reply resolved(String words) {
        conversationFixture.sendToGroup(ConversationFixture.HEAD, words);
        return conversationFixture.sendPrivate(
                ConversationFixture.KEEPER,
                "办结 " + conversationFixture.book.receipt().no() + " 换了灯头");
    }

    private CardPress card(String key) {
        CardPress cardPress = CardPress.parse(conversationFixture.book.receipt().ticket() + "_3_17", key, "code")
                .orElseThrow();
        assertTrue(cardPress.type() != ActionType.MERGE);
        return cardPress;
    }
}
