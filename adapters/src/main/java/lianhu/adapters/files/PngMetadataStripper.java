package lianhu.adapters.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/** Copies a PNG with the chunks of the picture, without texts, times, EXIF and the data behind the end. */
final class PngMetadataStripper {
    private static final int SIGNATURE = 8;
    private static final Set<String> KEPT = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "cICP", "bKGD", "pHYs",
            "acTL", "fcTL", "fdAT");

    static ByteReader strip(ByteReader in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length());
        in.copy(0, SIGNATURE, out);
        int at = SIGNATURE;
        while (true) {
            int length = in.s32(at);
            if (length < 0 || length > in.length()) {
                throw SanitizedImage.rejected();
            }
            int end = at + 12 + length;
            String type = new String(in.slice(at + 4, at + 8).array(), StandardCharsets.ISO_8859_1);
            if (KEPT.contains(type)) {
                in.copy(at, end, out);
            } else if (type.equals("eXIf")) {
                writeOrientation(ExifOrientation.orientation(in.slice(at + 8, at + 8 + length)), out);
            }
            if (type.equals("IEND")) {
                return new ByteReader(out.toByteArray());
            }
            at = end;
        }
    }

    private static void writeOrientation(int orientation, ByteArrayOutputStream out) {
        if (!ExifOrientation.isRotated(orientation)) {
            return;
        }
        byte[] tiff = ExifOrientation.withOrientationOnly(orientation);
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

    private PngMetadataStripper() {}
}
