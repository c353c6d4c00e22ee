package lianhu.telephony.callflow;

/**
 * The talk of a call: who is in it beside caller and agent, and what of it is recorded.
 *
 * @param bridge number of the bridge in which the caller talks, and of its recording; 0 when there is none
 * @param thirdLeg number of the leg that calls the third party, 0 when there is none
 * @param thirdJoined the third party talks with the caller
 * @param colleague login of the agent who is the third party; empty when the third party is called by its number
 * @param recordingPaused the recording is paused, because the agent asked for it
 * @param callerOnHold the caller is out of the bridge and hears a prompt, because the agent asked for it
 * @param listener who hears the talk and is heard by nobody
 */
public record TalkState(
        int bridge,
        int thirdLeg,
        boolean thirdJoined,
        String colleague,
        boolean recordingPaused,
        boolean callerOnHold,
        Listener listener) {
    /**
     * A team lead (班长) who listens to a talk.
     *
     * @param id of the entry that says who listens; 0 for nobody
     * @param leg number of the leg that calls the listener
     * @param isJoined the listener hears the talk
     */
    public record Listener(long id, int leg, boolean isJoined) {
        static final Listener NONE = new Listener(0, 0, false);

        Listener joined() {
            return new Listener(id, leg, true);
        }
    }

    static final TalkState NONE = new TalkState(0, 0, false, "", false, false, Listener.NONE);

    /** What is said is not recorded: the agent asked for it, or the caller is no party to it. */
    public boolean isUnrecorded() {
        return recordingPaused || callerOnHold;
    }

    public boolean hasListener() {
        return listener.leg() > 0;
    }

    TalkState in(int newBridge) {
        return new TalkState(newBridge, thirdLeg, thirdJoined, colleague, recordingPaused, callerOnHold, listener);
    }

    /** @param login of an agent; empty to call a number */
    TalkState calling(int leg, String login) {
        return new TalkState(bridge, leg, false, login, recordingPaused, callerOnHold, listener);
    }

    TalkState withThirdJoined() {
        return new TalkState(bridge, thirdLeg, true, colleague, recordingPaused, callerOnHold, listener);
    }

    TalkState withoutThirdParty() {
        return new TalkState(bridge, 0, false, "", recordingPaused, callerOnHold, listener);
    }

    TalkState withRecordingPaused(boolean isPaused) {
        return new TalkState(bridge, thirdLeg, thirdJoined, colleague, isPaused, callerOnHold, listener);
    }

    TalkState withCallerOnHold(boolean isOnHold) {
        return new TalkState(bridge, thirdLeg, thirdJoined, colleague, recordingPaused, isOnHold, listener);
    }

    TalkState heardBy(Listener newListener) {
        return new TalkState(bridge, thirdLeg, thirdJoined, colleague, recordingPaused, callerOnHold, newListener);
    }
}
