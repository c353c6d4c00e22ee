package lianhu.bot.wecom.callback;

/** Why an envelope was refused: for a counter only. Nobody outside may learn which one it was. */
enum RejectReason {
    /** The body does not have the one form that the endpoint accepts, or it is too long. */
    ENVELOPE,
    /** A part of the address is missing or has an impossible form. */
    STAMP,
    /** The timestamp is too far from our clock. */
    STALE,
    SIGNATURE,
    /** Not strict base64, or no whole number of AES blocks. */
    CIPHERTEXT,
    PADDING,
    LENGTH,
    /** Encrypted for another receiver. */
    RECEIVER,
    /** The text is not UTF-8. */
    TEXT,
    /** This very envelope came before. */
    REPLAY,
    /** Opened well, but what is inside is no message we can read. */
    MESSAGE
}
