package lianhu.adapters.files;

/**
 * The orientation of a photo, the only EXIF entry that is kept: without it the picture lies on its side, and rotating the
 * pixels would cost quality.
 */
final class ExifOrientation {
    private static final int ORIENTATION = 0x0112;
    private static final int NORMAL = 1;
    private static final int LAST = 8;

    /** 1 (upright) when EXIF has no orientation or cannot be read. */
    static int orientation(ByteReader tiff) {
        boolean isIntel = tiff.matches(0, 'I', 'I', 42, 0);
        if (!isIntel && !tiff.matches(0, 'M', 'M', 0, 42)) {
            return NORMAL;
        }
        int directory = s32(tiff, 4, isIntel);
        if (directory < 8 || directory > tiff.length() - 2) {
            return NORMAL;
        }
        int count = u16(tiff, directory, isIntel);
        for (int i = 0; i < count; i++) {
            int entry = directory + 2 + 12 * i;
            if (entry > tiff.length() - 12) {
                return NORMAL;
            }
            if (u16(tiff, entry, isIntel) == ORIENTATION) {
                int value = u16(tiff, entry + 8, isIntel);
                return value >= NORMAL && value <= LAST ? value : NORMAL;
            }
        }
        return NORMAL;
    }

    static boolean isRotated(int orientation) {
        return orientation != NORMAL;
    }

    /** TIFF with one directory of one entry. */
    static byte[] withOrientationOnly(int orientation) {
        return new byte[] {
            'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0, 0, 0, 0, 0
        };
    }

    private static int u16(ByteReader tiff, int at, boolean isIntel) {
        int value = tiff.u16(at);
        return isIntel ? (value & 0xFF) << 8 | value >> 8 : value;
    }

    private static int s32(ByteReader tiff, int at, boolean isIntel) {
        return isIntel ? tiff.s32LittleEndian(at) : tiff.s32(at);
    }

    private ExifOrientation() {}
}
