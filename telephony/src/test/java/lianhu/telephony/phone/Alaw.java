package lianhu.telephony.phone;

/** Speech of telephones, ITU-T G.711 A-law: one byte a sample, 8,000 a second. */
public final class Alaw {
    static final byte SILENCE = (byte) 0xD5;
    public static final int RATE = 8_000;

    static byte encode(int sample) {
        int sign = sample >= 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(sample), 32_767) >> 4;
        int exponent = 0;
        while (magnitude > 31) {
            magnitude >>= 1;
            exponent++;
        }
        int value = magnitude < 16 ? magnitude : ((exponent + 1) << 4) | (magnitude & 0x0F);
        return (byte) ((sign | value) ^ 0x55);
    }

    static int decode(byte coded) {
        int value = (coded & 0xFF) ^ 0x55;
        int exponent = (value & 0x70) >> 4;
        int mantissa = value & 0x0F;
        int magnitude = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
        return (value & 0x80) != 0 ? magnitude : -magnitude;
    }

    private Alaw() {}
}
