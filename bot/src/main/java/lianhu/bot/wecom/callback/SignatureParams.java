package lianhu.bot.wecom.callback;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The query parameters of a callback: {@code msg_signature}, {@code timestamp}, {@code nonce}. */
record SignatureParams(
        @Nullable String signature,
        @Nullable String timestamp,
        @Nullable String nonce) {

    /** Seconds have ten digits until the year 2286. */
    private static final int TIMESTAMP_DIGITS = 10;

    /**
     * The signature covers the sorted parts without a separator, so characters can be moved from the head of the
     * ciphertext to the end of the nonce and the signature still holds. 64 base64 characters are three AES blocks: a
     * nonce that can take those would let an attacker cut off the head of a message. WeCom's own nonces have about ten digits.
     */
    private static final int NONCE_CHARACTERS = 63;

    static boolean isTimestamp(String text) {
        return !text.isEmpty()
                && text.length() <= TIMESTAMP_DIGITS
                && text.charAt(0) != '0'
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Letters, digits and the marks of base64 and of addresses: nothing that would need escaping in a reply. */
    static boolean isNonce(String text) {
        if (text.isEmpty() || text.length() > NONCE_CHARACTERS) {
            return false;
        }
        return text.chars()
                .allMatch(c -> (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || "-_.~+/=".indexOf(c) >= 0);
    }

    static boolean isWithin(Duration window, String timestamp, Instant now) {
        return Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) <= window.toSeconds();
    }
}
