package lianhu.telephony.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import lianhu.core.outbound.OutboundResult;
import org.junit.jupiter.api.Test;

class ReporterCallScriptTest {
    private final ScriptedOutboundCall call = new ScriptedOutboundCall(new ReporterCallScript("48271938")).answers();

    @Test
    void theReporterRingsOnlyAfterAPersonPressedOneAndBothTalkUntilOneHangsUp() {
        assertFalse(call.isConnected());
        call.presses('1');
        call.happens(new OutboundEvent.ReporterAnswered());
        assertTrue(call.isConnected());
        assertEquals(Optional.empty(), call.finished());

        call.happens(new OutboundEvent.ReporterLeft(16));

        assertEquals(Optional.of(OutboundResult.ANSWERED), call.finished());
        call.assertKeptItsPromise();
    }

    @Test
    void anOwnerWhoHangsUpLeavesNoReporterAlone() {
        call.presses('1').hangsUp(16);

        assertEquals(Optional.of(OutboundResult.LOST), call.finished());
        call.assertKeptItsPromise();
    }

    @Test
    void anOwnerHearsThatTheReporterDoesNotAnswer() {
        call.presses('1').happens(new OutboundEvent.ReporterLeft(16));
        call.answers.clear();
        call.untilEnded();

        assertEquals("reporter-not-reached", call.heard().getLast());
        assertEquals(Optional.of(OutboundResult.REPORTER_NOT_REACHED), call.finished());
        assertFalse(call.isConnected());
        call.assertKeptItsPromise();
    }

    @Test
    void aMachineThatPicksUpRingsNoReporter() {
        call.untilEnded();

        assertEquals(Optional.of(OutboundResult.NOT_CONFIRMED), call.finished());
        call.assertKeptItsPromise();
    }

    @Test
    void whereNoLineWasFreeNoTelephoneRang() {
        call.presses('1').happens(new OutboundEvent.ReporterLeft(34));
        call.answers.clear();
        call.untilEnded();

        assertEquals(Optional.of(OutboundResult.CONGESTION), call.finished());
    }
}
