package lianhu.telephony.gateway;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The header of a WAV file as Asterisk writes it (RIFF, 44 bytes, PCM): lengths in it are written when the recording ends. */
final class WavHeader {
    private static final int SIZE = 44;
    private static final int RIFF_LENGTH = 4;
    private static final int DATA_LENGTH = 40;
    private static final int DATA = 0x61746164; // "data", little endian
    private static final int DATA_AT = 36;

    /** Corrects the lengths of a recording that Asterisk could not end: a player would take it for empty. */
    static byte[] repair(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length >= SIZE && bytes.getInt(DATA_AT) == DATA) {
            bytes.putInt(RIFF_LENGTH, file.length - RIFF_LENGTH - Integer.BYTES);
            bytes.putInt(DATA_LENGTH, file.length - SIZE);
        }
        return file;
    }

    private WavHeader() {}
}
