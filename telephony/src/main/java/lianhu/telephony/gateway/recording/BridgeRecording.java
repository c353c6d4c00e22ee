package lianhu.telephony.gateway.recording;

/** What is to become of the recording of a talk that has ended. */
public sealed interface BridgeRecording {
    /** The call has a report, and the recording belongs to it. */
    record Add() implements BridgeRecording {}

    /** The talk is not filed yet. */
    record Keep() implements BridgeRecording {}

    /** The agent said that there is nothing to file. */
    record Delete() implements BridgeRecording {}

    /**
     * Nobody has filed the talk in time: a person has to listen.
     *
     * @param caller number, empty when withheld
     * @param language tag of the language that the caller asked for; empty for that of the county
     */
    record Submit(String caller, String language) implements BridgeRecording {
        /** Without the number. */
        @Override
        public String toString() {
            return "Submit[]";
        }
    }
}
