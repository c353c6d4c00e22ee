package lianhu.desk.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCallStore.CallBoard;
import lianhu.core.outbound.OutboundCallStore.CalledRecipient;
import lianhu.core.outbound.OutboundCallStore.Progress;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.DeskFixture;
import org.junit.jupiter.api.Test;

class PhoneCallListTest {
    private static final TicketNo TICKET = new TicketNo("GD20261121621099000376");

    @Test
    void anOwnerWhoAskedToTalkWithTheReporterIsNotCalledAgainAndSaysSo() {
        assertEquals("和报事的人通了话", talk(OutboundResult.ANSWERED));
        assertEquals("接了，报事的人没接", talk(OutboundResult.REPORTER_NOT_REACHED));
        assertEquals("没人接", talk(OutboundResult.NO_ANSWER));
        assertEquals("没有打：过了两分钟还没拨出去，或者事情了结了", talk(OutboundResult.NOT_NEEDED));
    }

    private static String talk(OutboundResult result) {
        CalledRecipient owner = new CalledRecipient(
                new Recipient.DepartmentContact("duty"), Progress.ENDED, Optional.of(result), List.of());
        CallMatter matter = new CallMatter.OfReporterCall(TICKET, new ReceiptNo("48271938"));
        return PhoneCallList.of(matter, new CallBoard(List.of(owner), 1), DeskFixture.NAMES, DeskFixture.NOW)
                .rows()
                .getFirst()
                .words();
    }

    @Test
    void whoWaitsIsNotCalledYetAndTheLastResultStandsUntilTheNextCall() {
        assertEquals("还没打", words(Progress.WAITING, Optional.empty()));
        assertEquals("正在打", words(Progress.RINGING, Optional.of(OutboundResult.BUSY)));
        assertEquals("占线", words(Progress.WAITING, Optional.of(OutboundResult.BUSY)));
    }

    @Test
    void aNumberThatIsCalledNoMoreTodayIsForAPersonToGo() {
        assertEquals("这个号码今天打满了，请派人去", words(Progress.AT_DAILY_LIMIT, Optional.of(OutboundResult.NO_ANSWER)));
    }

    @Test
    void aCallThatEndedForGoodSaysSo() {
        assertEquals("空号，不再打", words(Progress.ENDED, Optional.of(OutboundResult.INVALID_NUMBER)));
        assertEquals("占线，不再打", words(Progress.ENDED, Optional.of(OutboundResult.BUSY)));
        assertEquals("已按 1", words(Progress.ENDED, Optional.of(OutboundResult.ANSWERED)));
        assertEquals("不用再打了（有人应了，或者事情了结了）", words(Progress.ENDED, Optional.of(OutboundResult.NOT_NEEDED)));
        assertEquals(
                "名单里没有号码", words(Progress.ENDED, Optional.of(OutboundResult.NO_NUMBER)), "until the roster has one");
    }

    @Test
    void aReporterWhoWasAskedHasWordsOfTheirOwn() {
        assertEquals("回答了", followUp(OutboundResult.ANSWERED));
        assertEquals("接了，没按键，不再打", followUp(OutboundResult.NOT_CONFIRMED));
        assertEquals("不用回访", followUp(OutboundResult.DECLINED));
        assertEquals("没有留号码", followUp(OutboundResult.NO_NUMBER));
        assertEquals("空号，不再打", followUp(OutboundResult.INVALID_NUMBER));
        assertEquals("不用再打了（本人回了话，或者事情了结了）", followUp(OutboundResult.NOT_NEEDED));
    }

    private static String followUp(OutboundResult result) {
        CalledRecipient reporter = new CalledRecipient(
                new Recipient.Reporter(new ReceiptNo("48271938")), Progress.ENDED, Optional.of(result), List.of());
        PhoneCallList list = PhoneCallList.of(
                new CallMatter.OfFollowUp(TICKET),
                new CallBoard(List.of(reporter), 1),
                DeskFixture.NAMES,
                DeskFixture.NOW);
        assertEquals("本人（4827 1938）", list.rows().getFirst().who());
        return list.rows().getFirst().words();
    }

    @Test
    void howManyAreNotListedIsCounted() {
        assertEquals(4, list(Progress.WAITING, Optional.empty(), 5).more());
        assertEquals(0, list(Progress.WAITING, Optional.empty(), 1).more());
    }

    private static String words(Progress progress, Optional<OutboundResult> result) {
        return list(progress, result, 1).rows().getFirst().words();
    }

    private static PhoneCallList list(Progress progress, Optional<OutboundResult> result, int total) {
        CalledRecipient one = new CalledRecipient(new Recipient.DepartmentContact("duty"), progress, result, List.of());
        return PhoneCallList.of(
                new CallMatter.OfBroadcast(1), new CallBoard(List.of(one), total), DeskFixture.NAMES, DeskFixture.NOW);
    }
}
