package lianhu.adapters.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/** Copies a PNG with the chunks that make the picture, without texts, times, notes and whatever hangs behind the end. */
final class Png {
    private static final int SIGNATURE = 8;
    private static final Set<String> KEPT = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "cICP", "bKGD", "pHYs",
            "acTL", "fcTL", "fdAT");

    static Bytes stripped(Bytes in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length());
        in.copy(0, SIGNATURE, out);
        int at = SIGNATURE;
        while (true) {
            int length = in.s32(at);
            if (length < 0 || length > in.length()) {
                throw Picture.broken();
            }
            int end = at + 12 + length;
            String type = new String(in.part(at + 4, at + 8).array(), StandardCharsets.ISO_8859_1);
            if (KEPT.contains(type)) {
                in.copy(at, end, out);
            } else if (type.equals("eXIf")) {
                turn(Exif.orientation(in.part(at + 8, at + 8 + length)), out);
            }
            if (type.equals("IEND")) {
                return new Bytes(out.toByteArray());
            }
            at = end;
        }
    }

    private static void turn(int orientation, ByteArrayOutputStream out) {
        if (!Exif.isTurned(orientation)) {
            return;
        }
        byte[] tiff = Exif.only(orientation);
        byte[] typed = ByteBuffer.allocate(4 + tiff.length)
                .put("eXIf".getBytes(StandardCharsets.ISO_8859_1))
                .put(tiff)
                .array();
        CRC32 crc = new CRC32();
        crc.update(typed);
        out.writeBytes(ByteBuffer.allocate(4 + typed.length + 4)
                .putInt(tiff.length)
                .put(typed)
                .putInt((int) crc.getValue())
                .array());
    }

    private Png() {}
}
