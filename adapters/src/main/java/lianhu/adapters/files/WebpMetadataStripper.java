package lianhu.adapters.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Copies a WebP with the chunks of the picture, without EXIF, XMP and unknown chunks. */
final class WebpMetadataStripper {
    private static final int HEADER = 12;
    private static final int EXIF_FLAG = 0x08;
    private static final int XMP_FLAG = 0x04;
    private static final Set<String> KEPT = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");

    static ByteReader strip(ByteReader in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length());
        in.copy(0, HEADER, out);
        int end = Math.min(in.length(), in.s32LittleEndian(4) + 8);
        int flags = -1;
        int orientation = 1;
        boolean hasPicture = false;
        for (int at = HEADER; at + 8 <= end; ) {
            int length = in.s32LittleEndian(at + 4);
            if (length < 0 || length > in.length()) {
                throw SanitizedImage.rejected();
            }
            int next = at + 8 + length + (length & 1);
            String type = new String(in.slice(at, at + 4).array(), StandardCharsets.ISO_8859_1);
            if (KEPT.contains(type)) {
                flags = type.equals("VP8X") ? out.size() + 8 : flags;
                hasPicture |= type.startsWith("VP8") && !type.equals("VP8X") || type.equals("ANMF");
                in.copy(at, Math.min(next, in.length()), out);
            } else if (type.equals("EXIF")) {
                orientation = orientation(in.slice(at + 8, at + 8 + length));
            }
            at = next;
        }
        if (!hasPicture) {
            throw SanitizedImage.rejected();
        }
        boolean isTurned = flags >= 0 && ExifOrientation.isRotated(orientation);
        if (isTurned) {
            byte[] tiff = ExifOrientation.withOrientationOnly(orientation);
            out.writeBytes("EXIF".getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(tiff.length)
                    .array());
            out.writeBytes(tiff);
        }
        byte[] stripped = out.toByteArray();
        if (flags >= 0) {
            stripped[flags] &= (byte) ~(EXIF_FLAG | XMP_FLAG);
            stripped[flags] |= (byte) (isTurned ? EXIF_FLAG : 0);
        }
        ByteBuffer.wrap(stripped).order(ByteOrder.LITTLE_ENDIAN).putInt(4, stripped.length - 8);
        return new ByteReader(stripped);
    }

    /** Some writers put the EXIF marker of JPEG first. */
    private static int orientation(ByteReader notes) {
        return ExifOrientation.orientation(
                notes.matches(0, 'E', 'x', 'i', 'f', 0, 0) ? notes.slice(6, notes.length()) : notes);
    }

    private WebpMetadataStripper() {}
}
