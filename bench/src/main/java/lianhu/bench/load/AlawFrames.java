package lianhu.bench.load;

import java.util.Arrays;

/** Sound of 20 ms as A-law (ITU-T G.711) at 8 kHz: 160 bytes. */
final class AlawFrames {
    private static final int LENGTH = 160;

    static final byte[] SILENCE = silence();

    /** A square wave of 400 Hz, whose eight periods fill one frame: samples of 16,128 and -16,128. */
    static final byte[] TONE = tone();

    private static byte[] silence() {
        byte[] frame = new byte[LENGTH];
        Arrays.fill(frame, (byte) 0xD5);
        return frame;
    }

    private static byte[] tone() {
        byte[] frame = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            frame[i] = (byte) (i % 20 < 10 ? 0x80 ^ 0x6F ^ 0x55 : 0x6F ^ 0x55);
        }
        return frame;
    }

    private AlawFrames() {}
}
