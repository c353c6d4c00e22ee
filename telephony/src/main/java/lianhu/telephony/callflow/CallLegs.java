package lianhu.telephony.callflow;

import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.Party;
import lianhu.telephony.callflow.event.PartyLeg;

/** The legs of a call beside that of the caller, as its state names them. */
public sealed interface CallLegs permits CallState {
    CallId id();

    CallStep step();

    int attempt();

    boolean dutySeatJoined();

    int agentLeg();

    boolean agentJoined();

    TalkState talk();

    /** The leg that calls the agent, or in which the agent talks. */
    default PartyLeg agentCall() {
        return new PartyLeg(id(), Party.AGENT, agentLeg());
    }

    /** A third party is called or talks. */
    default boolean hasThirdParty() {
        return talk().thirdLeg() != 0;
    }

    /** The third party is another agent. */
    default boolean hasColleague() {
        return !talk().colleague().isEmpty();
    }

    /** The leg that calls the third party, or in which the third party talks. */
    default PartyLeg thirdParty() {
        return new PartyLeg(id(), hasColleague() ? Party.AGENT : Party.THIRD_PARTY, talk().thirdLeg());
    }

    /** The leg that calls the listener, or in which the listener hears the talk. */
    default PartyLeg listener() {
        return new PartyLeg(id(), Party.LISTENER, talk().listener().leg());
    }

    /** The leg that calls the emergency desk at present. */
    default PartyLeg emergencyDesk() {
        return new PartyLeg(id(), Party.EMERGENCY_DESK, attempt());
    }

    /** Whether this leg, which has answered, belongs in the bridge with the caller. A listener is never joined as one who talks. */
    default boolean joins(PartyLeg leg) {
        if (!leg.call().equals(id()) || step() != CallStep.TALK && step() != CallStep.EMERGENCY_HAND_OVER) {
            return false;
        }
        return switch (leg.party()) {
            case AGENT, THIRD_PARTY ->
                agentJoined() && leg.equals(agentCall()) || talk().thirdJoined() && leg.equals(thirdParty());
            case LISTENER -> false;
            case DUTY_SEAT -> dutySeatJoined();
            case EMERGENCY_DESK -> step() == CallStep.EMERGENCY_HAND_OVER && leg.equals(emergencyDesk());
        };
    }
}
