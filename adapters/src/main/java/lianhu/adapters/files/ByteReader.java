package lianhu.adapters.files;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Reads bytes, big-endian unless the method says otherwise. A read beyond the end rejects the picture as broken. */
final class ByteReader {
    private final byte[] array;

    ByteReader(byte[] array) {
        this.array = array;
    }

    byte[] array() {
        return array;
    }

    int length() {
        return array.length;
    }

    boolean matches(int at, int... values) {
        if (at < 0 || at + values.length > array.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (u8(at + i) != values[i]) {
                return false;
            }
        }
        return true;
    }

    int u8(int at) {
        if (at < 0 || at >= array.length) {
            throw SanitizedImage.rejected();
        }
        return array[at] & 0xFF;
    }

    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    int s32(int at) {
        return u16(at) << 16 | u16(at + 2);
    }

    int s32LittleEndian(int at) {
        return Integer.reverseBytes(s32(at));
    }

    ByteReader slice(int from, int to) {
        if (from < 0 || to < from || to > array.length) {
            throw SanitizedImage.rejected();
        }
        return new ByteReader(Arrays.copyOfRange(array, from, to));
    }

    void copy(int from, int to, ByteArrayOutputStream out) {
        if (from < 0 || to < from || to > array.length) {
            throw SanitizedImage.rejected();
        }
        out.write(array, from, to - from);
    }
}
