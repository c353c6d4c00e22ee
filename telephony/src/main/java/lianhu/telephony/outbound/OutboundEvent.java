package lianhu.telephony.outbound;

/** Something that happened to an outbound call. Any event may come late, twice or never. */
public sealed interface OutboundEvent {
    record Answered() implements OutboundEvent {}

    /** A prompt ended, was stopped, or its file is missing. */
    record PromptEnded(String playbackId) implements OutboundEvent {}

    record KeyPressed(char key) implements OutboundEvent {}

    /**
     * The channel is gone.
     *
     * @param cause of Q.850; 0 when it is not known
     */
    record HungUp(int cause) implements OutboundEvent {}

    /** Somebody else answered: this telephone need not ring any longer. */
    record NotNeeded() implements OutboundEvent {}

    /** The channel is not there any more, and nobody saw how it ended. */
    record Vanished() implements OutboundEvent {}

    /** Asterisk refused to place the call: no such trunk, or no line. */
    record Refused() implements OutboundEvent {}

    /** The answer is durable. */
    record AnswerStored() implements OutboundEvent {}

    /** The store could not be reached, or did not take the answer. */
    record AnswerNotStored() implements OutboundEvent {}

    /** The reporter with whom an owner wants to talk picked up. */
    record ReporterAnswered() implements OutboundEvent {}

    /**
     * The reporter hung up, or was not reached.
     *
     * @param cause of Q.850; 0 when it is not known
     */
    record ReporterLeft(int cause) implements OutboundEvent {}

    /** The reporter cannot be called, or the two people cannot be put together. */
    record NotConnected() implements OutboundEvent {}

    /** @param number of the timer, see {@link OutboundCommand.SetTimer} */
    record TimeOver(int number) implements OutboundEvent {}
}
