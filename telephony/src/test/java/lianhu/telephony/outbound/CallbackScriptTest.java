package lianhu.telephony.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import lianhu.core.outbound.OutboundResult;
import org.junit.jupiter.api.Test;

class CallbackScriptTest {
    private final ScriptedOutboundCall call = new ScriptedOutboundCall(new CallbackScript());

    @Test
    void theCallerRingsWhenTheAgentHasPickedUp() {
        assertFalse(call.isReporterCalled());
        call.answers();
        assertTrue(call.isReporterCalled());
        call.next();
        assertTrue(call.isConnected());
        call.hangsUp(16);

        assertEquals(Optional.of(OutboundResult.ANSWERED), call.finished());
        call.assertKeptItsPromise();
    }

    @Test
    void anAgentWhoDoesNotPickUpRingsNobody() {
        call.hangsUp(19);

        assertFalse(call.isReporterCalled());
        assertEquals(Optional.of(OutboundResult.NO_ANSWER), call.finished());
        call.assertKeptItsPromise();
    }

    @Test
    void onlyAnAgentWhoLetsTheCallerRingHasTried() {
        call.answers().hangsUp(16);
        assertEquals(Optional.of(OutboundResult.LOST), call.finished());
        call.assertKeptItsPromise();

        var vanished = new ScriptedOutboundCall(new CallbackScript()).answers().happens(new OutboundEvent.Vanished());
        assertEquals(Optional.of(OutboundResult.LOST), vanished.finished());

        var rang =
                new ScriptedOutboundCall(new CallbackScript()).answers().waits().hangsUp(16);
        assertEquals(Optional.of(OutboundResult.REPORTER_NOT_REACHED), rang.finished());
        rang.assertKeptItsPromise();
    }

    @Test
    void aCallerWhoCannotBeCalledWasNotTried() {
        call.answers().happens(new OutboundEvent.NotConnected());
        call.answers.clear();
        call.untilEnded();

        assertEquals("reporter-not-reached", call.heard().getLast());
        assertEquals(Optional.of(OutboundResult.LOST), call.finished());
        call.assertKeptItsPromise();
    }

    @Test
    void aCallerWhoPicksUpAndIsNotConnectedWasNotReached() {
        call.answers().next();
        assertTrue(call.isConnected());

        call.happens(new OutboundEvent.NotConnected());

        assertEquals(Optional.of(OutboundResult.LOST), call.finished());
        call.assertKeptItsPromise();
    }

    @Test
    void anAgentHearsThatTheCallerDoesNotAnswer() {
        call.answers().happens(new OutboundEvent.ReporterLeft(19));
        call.answers.clear();
        call.untilEnded();

        assertEquals("reporter-not-reached", call.heard().getLast());
        assertEquals(Optional.of(OutboundResult.REPORTER_NOT_REACHED), call.finished());
        call.assertKeptItsPromise();
    }
}
