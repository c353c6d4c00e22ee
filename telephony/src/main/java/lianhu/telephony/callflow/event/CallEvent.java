package lianhu.telephony.callflow.event;

/** Something that happened to a call. Any event may come late, twice or never. */
public sealed interface CallEvent {
    /** Whether a person presses a key or a button, as often as that person likes. */
    default boolean isKeyPress() {
        return this instanceof DigitPressed
                || this instanceof PauseKeyPressed
                || this instanceof HoldKeyPressed
                || this instanceof TelephoneHeld;
    }

    /** The channel entered our application. */
    record CallArrived() implements CallEvent {}

    /** A key. The key that ends a recording is reported too, before {@link RecordingFinished}. */
    record DigitPressed(char digit) implements CallEvent {}

    /**
     * The agent who talks wants this number to join.
     *
     * @param number one that may be called
     */
    record ThirdPartyWanted(String number) implements CallEvent {
        /** Without the number. */
        @Override
        public String toString() {
            return "ThirdPartyWanted[]";
        }
    }

    /**
     * The agent who talks wants another agent to join.
     *
     * @param login of the colleague
     */
    record ColleagueWanted(String login) implements CallEvent {}

    /**
     * The colleague is reserved for this call.
     *
     * @param leg number of the leg that calls the colleague
     * @param extension of the colleague's telephone
     */
    record ColleagueFound(int leg, String extension) implements CallEvent {}

    /** The colleague is not free any more. */
    record ColleagueUnavailable(int leg) implements CallEvent {}

    /**
     * A team lead wants to listen to the talk.
     *
     * @param id of the entry that says who listens
     * @param extension of the team lead's telephone
     */
    record ListenerWanted(long id, String extension) implements CallEvent {}

    /** The agent who talks wants the recording to pause, or to go on. */
    record PauseKeyPressed(PartyLeg leg) implements CallEvent {}

    /** The agent who talks puts the caller on hold, or brings the caller back. */
    record HoldKeyPressed(PartyLeg leg) implements CallEvent {}

    /** The same by the button of the agent's telephone, which hears nothing itself while it holds. */
    record TelephoneHeld(PartyLeg leg, boolean isHeld) implements CallEvent {}

    /** A prompt ended, was stopped, or its file is missing. */
    record PromptFinished(String playbackId) implements CallEvent {}

    /** Asterisk does not know this prompt: it has ended unseen, or never begun. */
    record PromptMissing(String playbackId) implements CallEvent {}

    /**
     * A recording ended by key, silence, limit or hang-up.
     *
     * @param talkingSeconds seconds with speech, {@link #UNKNOWN_TALKING} when found after a gap
     */
    record RecordingFinished(String name, int talkingSeconds) implements CallEvent {
        public static final int UNKNOWN_TALKING = -1;
    }

    /** Asterisk has neither a live nor a stored recording of this name. */
    record RecordingMissing(String name) implements CallEvent {}

    /** The caller chose this language in an earlier call. */
    record LanguageKnown(String tag) implements CallEvent {}

    /** How the matter of this receipt stands. */
    record ProgressFound(String receipt, ReportProgress progress) implements CallEvent {}

    /** There is no matter of this receipt of which a caller may hear, or it cannot be looked up at present. */
    record ProgressUnknown(String receipt) implements CallEvent {}

    /**
     * An agent is reserved for this call.
     *
     * @param search number of the search
     * @param extension of the agent's telephone
     */
    record AgentFound(int search, String agent, String extension) implements CallEvent {}

    /** Agents who speak the language are signed in, and none is free yet. */
    record AgentsBusy(int search) implements CallEvent {}

    /** No agent who speaks the language takes calls at present. */
    record AgentUnavailable(int search) implements CallEvent {}

    /** The report of this call is durable under this number. */
    record ReportCommitted(String receipt) implements CallEvent {}

    /** The store refused or could not be reached; the report is not durable. */
    record ReportFailed() implements CallEvent {}

    /** A called party answered. */
    record PartyAnswered(PartyLeg leg) implements CallEvent {}

    /** A called party was busy, refused or did not answer in time. */
    record PartyUnreachable(PartyLeg leg) implements CallEvent {}

    /**
     * A called party is gone after answering.
     *
     * @param isLost the connection broke; otherwise the party hung up
     */
    record PartyLeft(PartyLeg leg, boolean isLost) implements CallEvent {}

    record TimerFired(TimerKind kind) implements CallEvent {}

    /** The caller's channel is gone. */
    record CallerHungUp() implements CallEvent {}
}
