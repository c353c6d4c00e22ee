package lianhu.bot.wecom.client;

import java.util.Base64;

/** Token and EncodingAESKey of one callback address. During a change an account has two: the new one first. */
public record CallbackCredentials(String token, String aesKey) {

    private static final int KEY_CHARACTERS = 43;

    public CallbackCredentials {
        if (token.isBlank()) {
            throw new IllegalArgumentException("the callback token is empty");
        }
        if (aesKey.length() != KEY_CHARACTERS) {
            throw new IllegalArgumentException(
                    "an EncodingAESKey has " + KEY_CHARACTERS + " characters, this one has " + aesKey.length());
        }
        decoded(aesKey);
    }

    /** The 32 bytes of the key; the first 16 are the initial vector as well. */
    public byte[] key() {
        return decoded(aesKey);
    }

    /** WeCom draws all 43 characters at random, so the last one often carries two bits that belong to no byte. */
    private static byte[] decoded(String aesKey) {
        try {
            return Base64.getDecoder().decode(aesKey + "=");
        } catch (IllegalArgumentException e) {
            // The cause is left out: its message quotes a character of the key.
            throw new IllegalArgumentException("the EncodingAESKey is not made of letters, digits, + and /");
        }
    }

    @Override
    public String toString() {
        return "CallbackCredentials[hidden]";
    }
}
