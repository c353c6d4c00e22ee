package lianhu.core.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns 0, 1, 2, … into receipt numbers that hide the count: a keyed Feistel permutation of all seven-digit numbers
 * (repeated while the result is outside), then a check digit. After ten million the numbers get one digit more. It does
 * not resist a cryptanalyst.
 */
public final class ReceiptCipher {
    private static final int ROUNDS = 8;
    private static final long FIRST_SIZE = 10_000_000L;

    private final long[] roundKeys = new long[ROUNDS];

    public ReceiptCipher(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(key, "HmacSHA512"));
            ByteBuffer.wrap(mac.doFinal("receipt".getBytes(StandardCharsets.UTF_8)))
                    .asLongBuffer()
                    .get(roundKeys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public ReceiptNo number(long count) {
        long size = FIRST_SIZE;
        long first = 0;
        int digits = 7;
        while (count - first >= size) {
            first += size;
            size *= 10;
            digits++;
        }
        StringBuilder number = new StringBuilder(digits + 1).append(permute(count - first, size));
        while (number.length() < digits) {
            number.insert(0, '0');
        }
        return new ReceiptNo(number.append(CheckDigit.of(number)).toString());
    }

    private long permute(long value, long size) {
        int half = (65 - Long.numberOfLeadingZeros(size - 1)) / 2;
        long permuted = value;
        do {
            permuted = feistel(permuted, half);
        } while (permuted >= size);
        return permuted;
    }

    private long feistel(long value, int half) {
        long mask = (1L << half) - 1;
        long left = value >>> half;
        long right = value & mask;
        for (long key : roundKeys) {
            long next = left ^ (mix(right + key) & mask);
            left = right;
            right = next;
        }
        return left << half | right;
    }

    private static long mix(long input) {
        long x = (input ^ input >>> 30) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }
}
