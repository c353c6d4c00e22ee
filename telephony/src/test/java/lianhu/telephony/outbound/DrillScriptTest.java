package lianhu.telephony.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.stream.Stream;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.PostId;
import lianhu.core.ticket.TicketNo;
import lianhu.telephony.outbound.OutboundScript.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrillScriptTest {
    private static final TicketNo TICKET = new TicketNo("GD20261121621099000376");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");

    static Stream<CallMatter> ofATicket() {
        return Stream.of(
                new CallMatter.OfTicket(TICKET),
                new CallMatter.OfReporterCall(TICKET, RECEIPT),
                new CallMatter.OfFollowUp(TICKET));
    }

    @ParameterizedTest
    @MethodSource("ofATicket")
    void whoIsCalledForADrillHearsSoFirstAndThenWhatARealCallSays(CallMatter matter) {
        // When
        Question drill = first(call(matter, true));
        Question real = first(call(matter, false));
        // Then
        assertEquals("drill", drill.prompts().getFirst());
        assertEquals(real.prompts(), drill.prompts().subList(1, drill.prompts().size()));
        assertEquals(real.keys(), drill.keys());
        assertEquals(real.plays(), drill.plays());
    }

    @Test
    void keyOneAnswersADrillLikeARealCall() {
        OutboundScript drill = OutboundScript.of(call(new CallMatter.OfTicket(TICKET), true));

        assertEquals(List.of("duty-room-told"), drill.end("1").prompts());
    }

    private static Question first(OutboundCall call) {
        return assertInstanceOf(Question.class, OutboundScript.of(call).next(""));
    }

    private static OutboundCall call(CallMatter matter, boolean isDrill) {
        Recipient recipient = matter instanceof CallMatter.OfFollowUp
                ? new Recipient.Reporter(RECEIPT)
                : new Recipient.PostHolder(new PostId("621099101201001.KEEPER.1"));
        return new OutboundCall(1, matter, recipient, "13900000001", 1, 0, isDrill);
    }
}
