package lianhu.telephony.outbound;

/** Where an outbound call stands. */
public enum OutboundStep {
    /** The other side rings. */
    DIALLING,
    /** The prompt plays, or a key is waited for. */
    ASKING,
    /** Key 1 was pressed, and the answer is being stored. */
    STORING,
    /** The reporter is dialled; that telephone may not ring yet. */
    CONNECTING,
    /** The reporter rings. */
    RINGING,
    /** Both talk. */
    CONNECTED,
    /** The last words play. */
    CLOSING,
    ENDED
}
