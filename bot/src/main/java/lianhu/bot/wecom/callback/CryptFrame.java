package lianhu.bot.wecom.callback;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The plaintext inside a callback: 16 random bytes, the length of the text in four (big-endian), the text, the
 * receiver's id, then PKCS#7 padding to blocks of 32 bytes, not AES's 16 (developer.work.weixin.qq.com 90968).
 */
final class CryptFrame {

    static final int RANDOM_BYTES = 16;
    static final int BLOCK = 32;
    private static final int TEXT_AT = RANDOM_BYTES + Integer.BYTES;

    private CryptFrame() {}

    static byte[] pack(byte[] random, byte[] text, byte[] receiver) {
        int length = TEXT_AT + text.length + receiver.length;
        int padding = BLOCK - length % BLOCK;
        byte[] padded = ByteBuffer.allocate(length + padding)
                .put(random)
                .putInt(text.length)
                .put(text)
                .put(receiver)
                .array();
        Arrays.fill(padded, length, padded.length, (byte) padding);
        return padded;
    }

    /** How many bytes of padding, or 0 when one of them is wrong. It looks at the whole last block in any case. */
    static int padding(byte[] padded) {
        int padding = padded[padded.length - 1] & 0xff;
        int wrong = padding < 1 || padding > BLOCK ? 1 : 0;
        for (int i = 1; i <= BLOCK; i++) {
            int inside = i <= padding ? 0xff : 0;
            wrong |= inside & (padded[padded.length - i] ^ padding);
        }
        return wrong == 0 ? padding : 0;
    }

    /** The length of the text, or -1 when the field says what cannot be. */
    static int length(byte[] padded, int padding) {
        int room = padded.length - padding - TEXT_AT;
        if (room < 0) {
            return -1;
        }
        int length = ByteBuffer.wrap(padded).getInt(RANDOM_BYTES);
        return length >= 0 && length <= room ? length : -1;
    }

    static boolean hasReceiver(byte[] receiver, byte[] padded, int padding, int length) {
        return MessageDigest.isEqual(receiver, Arrays.copyOfRange(padded, TEXT_AT + length, padded.length - padding));
    }

    /** The text, or null when its bytes are not UTF-8. */
    static @Nullable String text(byte[] padded, int length) {
        return CryptFrame.text(padded, TEXT_AT, length);
    }

    static @Nullable String text(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        // The constructor is many times faster than a strict decoder and writes U+FFFD for whatever is wrong;
        // only a text that holds one needs the strict reading, since a user may have typed it.
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            return text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
