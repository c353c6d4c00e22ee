package lianhu.telephony.gateway.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** WAV files as Asterisk writes them: a RIFF header of 44 bytes, then PCM of 8 kHz, 16 bit, mono. */
final class WavFile {
    /** Bytes before the sound. */
    static final int HEADER = 44;

    private static final int RIFF_LENGTH = 4;
    private static final int DATA_LENGTH = 40;
    private static final int DATA = 0x61746164; // "data", little endian
    private static final int DATA_AT = 36;
    private static final int BYTES_PER_SECOND = 16_000;
    /** 100 seconds. */
    static final int PART = 1_600_000;

    /**
     * Corrects the lengths in the header of a recording that Asterisk could not end: a player would take it for empty. Changes
     * the array.
     */
    static byte[] repair(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length >= HEADER && bytes.getInt(DATA_AT) == DATA) {
            bytes.putInt(RIFF_LENGTH, file.length - RIFF_LENGTH - Integer.BYTES);
            bytes.putInt(DATA_LENGTH, file.length - HEADER);
        }
        return file;
    }

    /** How long the sound is, in whole seconds, whatever the header says. */
    static int seconds(byte[] file) {
        return Math.max(0, file.length - HEADER) / BYTES_PER_SECOND;
    }

    /**
     * Files of at most 100 seconds each, in their order; none without sound.
     *
     * @param header of the file that the sound is from
     */
    static List<byte[]> split(byte[] header, byte[] sound) {
        List<byte[]> parts = new ArrayList<>();
        for (int begin = 0; begin < sound.length; begin += PART) {
            int length = Math.min(PART, sound.length - begin);
            byte[] part = Arrays.copyOf(header, HEADER + length);
            System.arraycopy(sound, begin, part, HEADER, length);
            parts.add(repair(part));
        }
        return parts;
    }

    private WavFile() {}
}
