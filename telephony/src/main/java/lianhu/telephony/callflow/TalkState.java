package lianhu.telephony.callflow;

/**
 * The talk of a call: who is in it beside caller and agent, and what of it is recorded.
 *
 * @param bridge number of the bridge in which the caller talks, and of its recording; 0 when there is none
 * @param thirdLeg number of the leg that calls the third party, 0 when there is none
 * @param thirdJoined the third party talks with the caller
 * @param colleague login of the agent who is the third party; empty when the third party is called by its number
 * @param recordingPaused the recording is paused, because the agent asked for it
 * @param listener who hears the talk and is heard by nobody
 */
public record TalkState(
        int bridge,
        int thirdLeg,
        boolean thirdJoined,
        String colleague,
        boolean recordingPaused,
        TalkListener listener) {
    static final TalkState NONE = new TalkState(0, 0, false, "", false, TalkListener.NONE);

    TalkState in(int newBridge) {
        return new TalkState(newBridge, thirdLeg, thirdJoined, colleague, recordingPaused, listener);
    }

    /** @param login of an agent; empty to call a number */
    TalkState calling(int leg, String login) {
        return new TalkState(bridge, leg, false, login, recordingPaused, listener);
    }

    TalkState withThirdJoined() {
        return new TalkState(bridge, thirdLeg, true, colleague, recordingPaused, listener);
    }

    TalkState withoutThirdParty() {
        return new TalkState(bridge, 0, false, "", recordingPaused, listener);
    }

    TalkState withRecordingPaused(boolean isPaused) {
        return new TalkState(bridge, thirdLeg, thirdJoined, colleague, isPaused, listener);
    }

    TalkState heardBy(TalkListener newListener) {
        return new TalkState(bridge, thirdLeg, thirdJoined, colleague, recordingPaused, newListener);
    }

    public boolean hasListener() {
        return listener.leg() > 0;
    }
}
