package lianhu.bot.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.core.Receipt;
import lianhu.core.report.Channel;
import lianhu.core.report.PhotoId;
import lianhu.core.routing.TownOfTests;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialogueTest {
    private static final String QUIET = "收到了，我们单独回您。";
    private static final Picture PICTURE = new Picture.Linked("AIBOT0001", "https://pic.test/1", Optional.empty());
    private static final PhotoId PHOTO = new PhotoId("ab".repeat(32));

    private final Town town = new Town();

    @Test
    void aHeadHearsWhoTookItAndByWhen() {
        // When
        Answer answer = town.say(Town.HEAD, "村口路灯不亮");

        // Then
        assertEquals(
                "@周婶 “村口路灯不亮”收到了，已交给网格员小王，最迟周五（11月27日）答复。受理号 %s，想问进度就说“到哪了”。"
                        .formatted(town.book.receipt().no().spoken()),
                answer.text());
        assertEquals(TownOfTests.UNIT, town.book.report().area());
        assertEquals("group:wr-heads", town.book.report().conversation());
        assertEquals(Channel.GROUP, town.book.report().channel());
        assertEquals("aibot:AIBOT0001:m1", town.book.report().source().toString());
    }

    @Test
    void aStrangerInTheGroupSpeaksOfTheGroupsPlace() {
        // When
        Answer answer = town.say("somebody", "路灯坏了");

        // Then
        assertTrue(answer.text().startsWith("“路灯坏了”收到了，"), answer.text());
        assertEquals(TownOfTests.VILLAGE, town.book.report().area());
    }

    @Test
    void anUnboundGroupIsServedAndToldHowToBind() {
        // When
        Answer answer = town.hear(town.in(Town.UNBOUND, "somebody", "路灯坏了"));

        // Then
        assertTrue(answer.text().contains("受理号"));
        assertTrue(answer.text().endsWith("在群里说“绑定 K7Q-3PD”这样。"));
        assertEquals(TownOfTests.COUNTY, town.book.report().area());
    }

    @ParameterizedTest
    @ValueSource(strings = {"我要举报村支书收钱", "工资三个月没发了", "老公打我"})
    void whatDoesNotBelongInPublicHearsOneConstantSentence(String words) {
        // When
        Answer answer = town.say(Town.HEAD, words);

        // Then
        assertEquals(new Answer(QUIET, ""), answer);
        assertEquals(1, town.book.count());
    }

    @Test
    void anEmergencyHearsAtOnceWhatToDo() {
        // When
        Answer answer = town.say(Town.HEAD, "火车站着火了");

        // Then
        assertTrue(answer.text().startsWith("人先离开，马上打119；"), answer.text());
    }

    @Test
    void aMatterOfTheCourtsHearsItsStatutoryWay() {
        // When
        Answer answer = town.say(Town.HEAD, "路灯案不服判决");

        // Then
        assertTrue(answer.text().contains("受理号"), answer.text());
        assertTrue(answer.text().endsWith("这类事有专门的法定渠道：可以向上一级法院上诉。"), answer.text());
    }

    @Test
    void aloneTheOutboxBringsTheReceipt() {
        // When
        Answer answer = town.tell(Town.HEAD, "村口路灯不亮");

        // Then
        assertEquals(Answer.NOTHING, answer);
        assertEquals(Channel.APP, town.book.report().channel());
        assertEquals("private:" + Town.HEAD, town.book.report().conversation());
        assertEquals(TownOfTests.UNIT, town.book.report().area());
    }

    @Test
    void twoMattersWithinNinetySecondsAreTwoReceipts() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");

        // When
        town.say(Town.HEAD, "小学门口井盖没了");
        town.say(Town.HEAD, "补充：垃圾也没人收");

        // Then
        assertEquals(3, town.book.count());
    }

    @Test
    void aPlaceAndAPhotoJoinWhatWasSaidAMomentAgo() {
        // Given
        town.photos.put(PICTURE, PHOTO);
        town.say(Town.HEAD, "村口路灯不亮");

        // When
        Answer place = town.say(Town.HEAD, "就在小学门口");
        town.wait(Duration.ofSeconds(80));
        Answer photo = town.hear(Town.with(town.in(Town.CHAT, Town.HEAD, ""), List.of(PICTURE), ""));

        // Then
        assertEquals(1, town.book.count());
        assertTrue(place.text().startsWith("补充的话记到“村口路灯不亮”"), place.text());
        assertEquals(place, photo);
        assertEquals(List.of(PHOTO), town.book.lastEvent().photos());
    }

    @Test
    void anAdditionAfterNinetySecondsOrOfSomebodyElseIsAReport() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");

        // When
        town.say("somebody", "就在小学门口");
        town.wait(Duration.ofSeconds(91));
        town.say(Town.HEAD, "就在小学门口");

        // Then
        assertEquals(3, town.book.count());
    }

    @Test
    void anAdditionThatComesAgainAfterNinetySecondsIsStillThatAddition() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");
        town.wait(Duration.ofSeconds(85));
        Utterance addition = town.in(Town.CHAT, Town.HEAD, "就在小学门口");
        Answer first = town.hear(addition);
        town.wait(Duration.ofSeconds(20));

        // When
        Answer again = town.hear(town.again(addition));

        // Then
        assertEquals(first, again);
        assertEquals(1, town.book.count());
        assertEquals(4, town.book.ticket().version());
    }

    @Test
    void aDetailThatBecameAReportDoesNotJoinItselfWhenItComesAgain() {
        // Given
        Utterance detail = town.in(Town.CHAT, Town.HEAD, "就在小学门口");
        Answer first = town.hear(detail);

        // When
        Answer again = town.hear(town.again(detail));

        // Then
        assertEquals(first, again);
        assertEquals(
                3 - (town.book.ticket().lead().isDesk() ? 1 : 0),
                town.book.ticket().version());
    }

    @Test
    void aPhotoThatCannotBeHadNowFollowsAndTheWordsAreFiled() {
        // When
        Answer answer = town.hear(Town.with(town.in(Town.CHAT, Town.HEAD, "路灯坏了"), List.of(PICTURE), ""));

        // Then
        assertEquals("路灯坏了", town.book.report().words());
        assertTrue(answer.text().endsWith("取不到会说。"), answer.text());
    }

    @Test
    void howFarItIsIsTold() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");

        // When
        Answer answer = town.say(Town.HEAD, "到哪了");

        // Then
        assertEquals(
                "“村口路灯不亮”（%s）：已经派下去，等签收，网格员小王，最迟周五（11月27日）。"
                        .formatted(town.book.receipt().no().spoken()),
                answer.text());
    }

    @Test
    void thePrivateMatterIsNotToldInTheGroup() {
        // Given
        town.say(Town.HEAD, "工资三个月没发了");
        Receipt receipt = town.book.receipt();

        // When
        Answer own = town.say(Town.HEAD, "到哪了");
        Answer others = town.say("somebody", receipt.no().spoken());

        // Then
        assertEquals(QUIET, own.text());
        assertTrue(own.aside().contains(receipt.no().spoken()));
        assertTrue(others.text().startsWith("没有查到"), others.text());
        assertEquals("", others.aside());
    }

    @Test
    void aNumberOfAnOpenMatterTellsEverybodyAndAWrongOneHelps() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");

        // When
        Answer known = town.say("somebody", town.book.receipt().no().digits());
        Answer wrong = town.say("somebody", "48271939");

        // Then
        assertTrue(known.text().startsWith("“村口路灯不亮”"), known.text());
        assertTrue(wrong.text().startsWith("没有查到“48271939”。"), wrong.text());
    }

    @Test
    void aQuestionInsideASentenceIsAReportWhereNothingIsOpen() {
        // When
        Answer answer = town.say(Town.HEAD, "村口的路灯怎么还没人来修");

        // Then
        assertTrue(answer.text().contains("受理号"), answer.text());
        assertEquals(1, town.book.count());
    }

    @Test
    void aQuestionInsideASentenceThatBecameAReportStaysOneWhenItComesAgain() {
        // Given
        Utterance question = town.in(Town.CHAT, Town.HEAD, "村口的路灯怎么还没人来修");
        Answer first = town.hear(question);

        // When
        Answer again = town.hear(town.again(question));

        // Then
        assertEquals(first, again);
        assertEquals(1, town.book.count());
        assertEquals(3, town.book.ticket().version());
    }

    @Test
    void aQuestionInsideASentenceAboutAnOpenMatterIsAnsweredAndKept() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");

        // When
        Answer answer = town.say(Town.HEAD, "村口的路灯怎么还没人来修");
        town.say(Town.HEAD, "垃圾怎么还没人来收，处理得怎么样");

        // Then
        assertTrue(answer.text().contains("等签收"), answer.text());
        assertEquals(2, town.book.count());
    }

    @Test
    void whatNobodyAcceptedYetCanBeTakenBackOnce() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");
        Receipt first = town.book.receipt();
        town.say(Town.HEAD, "垃圾没人收");
        Utterance wish =
                town.in(Town.CHAT, Town.HEAD, "撤回 " + town.book.receipt().no().spoken());
        Answer answer = town.hear(wish);

        // When
        Answer again = town.hear(town.again(wish));

        // Then
        assertTrue(answer.text().contains("已撤回"), answer.text());
        assertEquals(answer, again);
        assertEquals(State.WITHDRAWN, town.book.ticket().state());
        assertEquals(State.DISPATCHED, town.book.ticket(first.ticket()).state());
    }

    @Test
    void takingBackWithoutANumberAsksWhichAndHitsNoSecondOneWhenItComesAgain() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");
        Receipt lamp = town.book.receipt();
        town.say(Town.HEAD, "垃圾没人收");
        Answer which = town.say(Town.HEAD, "撤回");
        town.say(Town.HEAD, "撤回 " + town.book.receipt().no().spoken());
        Utterance wish = town.in(Town.CHAT, Town.HEAD, "不用办了");
        Answer done = town.hear(wish);

        // When
        Answer again = town.hear(town.again(wish));

        // Then
        assertTrue(which.text().startsWith("您报过不止一件"), which.text());
        assertTrue(done.text().startsWith("“村口路灯不亮”"), done.text());
        assertEquals(done, again);
        assertEquals(State.WITHDRAWN, town.book.ticket(lamp.ticket()).state());
    }

    @Test
    void whatSomebodyWorksOnCannotBeTakenBack() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");
        town.press(Town.KEEPER, card("accept"));

        // When
        Answer answer = town.say(Town.HEAD, "撤回");

        // Then
        assertTrue(answer.text().startsWith("已经有人在办"), answer.text());
        assertEquals(State.ACCEPTED, town.book.ticket().state());
    }

    @Test
    void theVerdictsCloseAndReopen() {
        // Given
        Answer done = resolved("村口路灯不亮");

        // When
        Answer notYet = town.say(Town.HEAD, "还不行");
        State reopened = town.book.ticket().state();
        town.tell(Town.KEEPER, "办结 " + town.book.receipt().no() + " 又换了一个");
        Utterance one = town.in(Town.CHAT, Town.HEAD, "好了");
        Answer good = town.hear(one);
        Answer again = town.hear(town.again(one));

        // Then
        assertTrue(done.text().startsWith("办结：“村口路灯不亮”。"), done.text());
        assertTrue(notYet.text().contains("重新办，号码不变"), notYet.text());
        assertEquals(State.DISPATCHED, reopened);
        assertTrue(good.text().contains("记成办好了"), good.text());
        assertEquals(good, again);
        assertEquals(State.CLOSED, town.book.ticket().state());
    }

    @Test
    void aVerdictBeforeTheResultIsKeptForWhoeverWorksOnIt() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");
        Utterance wish =
                town.in(Town.CHAT, Town.HEAD, "还不行 " + town.book.receipt().no());
        Answer first = town.hear(wish);

        // When
        Answer again = town.hear(town.again(wish));

        // Then
        assertTrue(first.text().startsWith("补充的话记到"), first.text());
        assertEquals(first, again);
        assertEquals(EventType.SUPPLEMENTED, town.book.lastEvent().change().type());
    }

    @Test
    void oneAfterTheAdviceForSomebodyInDangerAsksForACall() {
        // Given
        town.tell("li.shen", "老公打我");

        // When
        Answer answer = town.tell("li.shen", "1");

        // Then
        assertTrue(answer.text().startsWith("已经告诉县值班室"), answer.text());
        assertEquals("请现在给本人打电话", town.book.lastEvent().words());
    }

    @Test
    void safeAndArrivedReachTheEmergency() {
        // Given
        town.say(Town.HEAD, "灶房冒烟了");

        // When
        Answer arrived = town.tell(Town.KEEPER, "我马上去");
        Answer safe = town.say(Town.HEAD, "平安");

        // Then
        assertTrue(arrived.text().startsWith("我来处理：“灶房冒烟了”。"), arrived.text());
        assertTrue(town.book.ticket().isAcknowledged());
        assertTrue(safe.text().startsWith("知道您平安了"), safe.text());
        assertEquals("平安", town.book.lastEvent().words());
    }

    @Test
    void whoIsBotheredIsAnsweredAside() {
        // Given
        town.say(Town.HEAD, "我要举报村支书收钱");

        // When
        Answer answer = town.say(Town.HEAD, "有人找我");

        // Then
        assertEquals(QUIET, answer.text());
        assertTrue(answer.aside().startsWith("记下了，只给县里专人看。"), answer.aside());
        assertEquals("有人找我", town.book.lastEvent().words());
    }

    @Test
    void aPressedButtonIsDoneOnceAndAnswersTheSameAgain() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");
        Utterance press = town.alone(Town.KEEPER, "");
        Answer first = town.dialogue.pressed(press, card("accept")).await().indefinitely();

        // When
        Answer again = town.dialogue.pressed(press, card("accept")).await().indefinitely();

        // Then
        assertTrue(first.text().startsWith("签收：“村口路灯不亮”。"), first.text());
        assertEquals(first, again);
        assertEquals(4, town.book.ticket().version());
    }

    @Test
    void aStaleButtonHearsWhatTheTicketIsNow() {
        // Given
        resolved("村口路灯不亮");

        // When
        Answer answer = town.press(Town.KEEPER, card("accept"));
        Answer stranger = town.press("somebody", card("result"));

        // Then
        assertEquals("这张卡片旧了。“村口路灯不亮”现在已经办了，等回话，网格员小王。", answer.text());
        assertEquals(answer, stranger);
    }

    @Test
    void theNextWordsAreTheResultWithThePhotoBeforeThem() {
        // Given
        town.photos.put(PICTURE, PHOTO);
        town.say(Town.HEAD, "村口路灯不亮");
        Answer question = town.press(Town.KEEPER, card("result"));
        Answer noted = town.hear(Town.with(town.alone(Town.KEEPER, ""), List.of(PICTURE), ""));
        Utterance sentence = town.alone(Town.KEEPER, "修好了，换了灯头");
        Answer done = town.hear(sentence);

        // When
        Answer again = town.hear(town.again(sentence));

        // Then
        assertTrue(question.text().startsWith("“村口路灯不亮”怎么办的？"), question.text());
        assertTrue(noted.text().startsWith("照片收到了。"), noted.text());
        assertTrue(done.text().startsWith("办结：“村口路灯不亮”。"), done.text());
        assertEquals(done, again);
        assertEquals("修好了，换了灯头", town.book.lastEvent().words());
        assertEquals(List.of(PHOTO), town.book.lastEvent().photos());
        assertEquals(State.FEEDBACK_DUE, town.book.ticket().state());
        assertEquals(1, town.book.count());
    }

    @Test
    void theWordsAfterTheResultAreAReportAgain() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");
        town.press(Town.KEEPER, card("result"));
        town.tell(Town.KEEPER, "换了灯头");

        // When
        town.tell(Town.KEEPER, "小学门口井盖没了");

        // Then
        assertEquals(2, town.book.count());
    }

    @Test
    void aQuarterOfAnHourLaterTheWordsAreAReport() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");
        town.press(Town.KEEPER, card("return"));
        town.wait(Duration.ofMinutes(15));

        // When
        town.tell(Town.KEEPER, "小学门口井盖没了");

        // Then
        assertEquals(2, town.book.count());
    }

    @Test
    void anEmergencyIsNeverTakenForAResult() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");
        Receipt lamp = town.book.receipt();
        town.press(Town.KEEPER, card("result"));

        // When
        town.tell(Town.KEEPER, "东头草垛着火了");

        // Then
        assertEquals(2, town.book.count());
        assertEquals(State.DISPATCHED, town.book.ticket(lamp.ticket()).state());
    }

    @Test
    void whatCannotBeDoneIsSaidPlainly() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");

        // When
        town.tell(Town.KEEPER, "办结 " + town.book.receipt().no() + " 办不了，线路要改造");

        // Then
        assertEquals(
                new lianhu.core.ticket.Change.ResultSubmitted(false),
                town.book.lastEvent().change());
    }

    @Test
    void aMatterIsReturnedInWordsWithAReason() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");

        // When
        Answer answer = town.tell(Town.KEEPER, "退回 " + town.book.receipt().no() + " 归镇里管");

        // Then
        assertTrue(answer.text().startsWith("退回：“村口路灯不亮”。"), answer.text());
        assertEquals(State.RETURN_REVIEW, town.book.ticket().state());
    }

    @Test
    void withoutANumberTheOneThatWaitsIsMeant() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");

        // When
        Answer answer = town.tell(Town.KEEPER, "签收");
        town.say(Town.HEAD, "垃圾没人收");
        Answer which = town.tell(Town.KEEPER, "办结");

        // Then
        assertTrue(answer.text().startsWith("签收：“村口路灯不亮”。"), answer.text());
        assertTrue(which.text().startsWith("等您办的不止一件"), which.text());
    }

    @Test
    void whoHoldsNoPostActsOnNothing() {
        // Given
        town.say(Town.HEAD, "村口路灯不亮");

        // When
        Answer answer = town.tell("somebody", "办结 " + town.book.receipt().no() + " 好了");

        // Then
        assertTrue(answer.text().startsWith("签收、退回、办结只有经办人能做"), answer.text());
        assertEquals(State.DISPATCHED, town.book.ticket().state());
    }

    @Test
    void aGroupIsBoundOnceAndHearsTheSameAgain() {
        // Given
        Utterance binding = town.in(Town.UNBOUND, Town.HEAD, "绑定 K7Q-3PD");
        Answer first = town.hear(binding);

        // When
        Answer again = town.hear(town.again(binding));
        Answer used = town.hear(town.in("wr-third", Town.HEAD, "绑定 K7Q-3PD"));

        // Then
        assertTrue(first.text().startsWith("好了，这个群从现在起对应云溪镇上河村。\n本群接了登记助手"), first.text());
        assertEquals(first, again);
        assertTrue(used.text().startsWith("这个绑定码不对"), used.text());
        town.hear(town.in(Town.UNBOUND, "somebody", "路灯坏了"));
        assertEquals(TownOfTests.VILLAGE, town.book.report().area());
    }

    @Test
    void aStrangerSaysTwiceThatHeWantsToBind() {
        // Given
        Utterance once = town.in(Town.UNBOUND, "somebody", "绑定 K7Q-3PD");
        Answer first = town.hear(once);
        Answer redelivered = town.hear(town.again(once));

        // When
        Answer second = town.hear(town.in(Town.UNBOUND, "somebody", "绑定 K7Q-3PD"));

        // Then
        assertTrue(first.text().startsWith("您还不在网格和联户的名单里。"), first.text());
        assertEquals(first, redelivered);
        assertTrue(second.text().startsWith("好了，"), second.text());
    }

    @Test
    void chatterFilesNothing() {
        // When
        List<Answer> answers = List.of(
                town.say(Town.HEAD, "你好"),
                town.say(Town.HEAD, "谢谢"),
                town.say(Town.HEAD, ""),
                town.say(Town.HEAD, "帮助"));

        // Then
        assertEquals(0, town.book.count());
        assertTrue(answers.stream().noneMatch(answer -> answer.text().isEmpty()));
        assertFalse(answers.get(3).text().contains("{"), answers.get(3).text());
        assertEquals(List.of("aibot chatter", "aibot chatter", "aibot chatter", "aibot commanded"), town.counted);
    }

    private Answer resolved(String words) {
        town.say(Town.HEAD, words);
        return town.tell(Town.KEEPER, "办结 " + town.book.receipt().no() + " 换了灯头");
    }

    private Card card(String key) {
        Card card = Card.of(town.book.receipt().ticket() + "_3_17", key, "code").orElseThrow();
        assertTrue(card.type() != ActionType.MERGE);
        return card;
    }
}
