package lianhu.telephony.callflow;

import java.util.List;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.prompt.LanguageChoice;
import org.jspecify.annotations.Nullable;

/** What may differ from one state of a call to the next. */
final class CallStateChange {
    LanguageChoice language;
    CallStep step;
    int attempt;
    int waits;
    int sequence;
    String playback;
    String recording;
    List<String> messages;
    boolean replacing;
    boolean emergency;
    boolean dutySeatJoined;
    String agent;
    int agentLeg;
    boolean agentJoined;
    boolean agentsOnDuty;
    TalkState talk;
    String digits;
    boolean callerGone;
    String receipt;

    @Nullable
    CallOutcome outcome;

    CallStateChange(CallState state) {
        language = state.language();
        step = state.step();
        attempt = state.attempt();
        waits = state.waits();
        sequence = state.sequence();
        playback = state.playback();
        recording = state.recording();
        messages = state.messages();
        replacing = state.replacing();
        emergency = state.emergency();
        dutySeatJoined = state.dutySeatJoined();
        agent = state.agent();
        agentLeg = state.agentLeg();
        agentJoined = state.agentJoined();
        agentsOnDuty = state.agentsOnDuty();
        talk = state.talk();
        digits = state.digits();
        callerGone = state.callerGone();
        receipt = state.receipt();
        outcome = state.outcome();
    }

    CallState build(CallId id, String caller) {
        return new CallState(
                id,
                caller,
                language,
                step,
                attempt,
                waits,
                sequence,
                playback,
                recording,
                messages,
                replacing,
                emergency,
                dutySeatJoined,
                agent,
                agentLeg,
                agentJoined,
                agentsOnDuty,
                talk,
                digits,
                callerGone,
                receipt,
                outcome);
    }
}
