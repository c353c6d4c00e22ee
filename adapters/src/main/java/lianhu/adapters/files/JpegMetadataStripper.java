package lianhu.adapters.files;

import java.io.ByteArrayOutputStream;

/**
 * Copies a JPEG without its metadata: EXIF with GPS, XMP, IPTC, comments, thumbnails, and the data behind the end (a second
 * picture, a film). JFIF (without thumbnail), Adobe's segment, which defines the coding of the colours, and the colour profile
 * are kept.
 */
final class JpegMetadataStripper {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;
    private static final int JFIF_WITHOUT_THUMBNAIL = 16;

    private final ByteReader in;
    private final ByteArrayOutputStream out;
    private int at = 2;

    private JpegMetadataStripper(ByteReader in) {
        this.in = in;
        this.out = new ByteArrayOutputStream(in.length());
    }

    static ByteReader strip(ByteReader in) {
        return new JpegMetadataStripper(in).copy();
    }

    private ByteReader copy() {
        out.write(0xFF);
        out.write(SOI);
        int orientation = orientation();
        boolean isTurnSaid = !ExifOrientation.isRotated(orientation);
        while (true) {
            int marker = marker();
            if (marker == EOI) {
                out.write(0xFF);
                out.write(EOI);
                return new ByteReader(out.toByteArray());
            }
            if (!isTurnSaid && marker != APP0) {
                writeOrientation(orientation);
                isTurnSaid = true;
            }
            segment(marker);
            if (marker == SOS) {
                scan();
            }
        }
    }

    /** EXIF stands before the first scan. */
    private int orientation() {
        for (int marker = marker(); marker != SOS && marker != EOI; marker = marker()) {
            int begin = at;
            at += in.u16(at);
            if (marker == APP1 && in.matches(begin + 2, 'E', 'x', 'i', 'f', 0, 0)) {
                int found = ExifOrientation.orientation(in.slice(begin + 8, at));
                at = 2;
                return found;
            }
        }
        at = 2;
        return 1;
    }

    private int marker() {
        if (in.u8(at) != 0xFF) {
            throw SanitizedImage.rejected();
        }
        while (in.u8(at) == 0xFF) {
            at++;
        }
        return in.u8(at++);
    }

    private void segment(int marker) {
        int begin = at;
        int length = in.u16(at);
        at += length;
        if (length < 2) {
            throw SanitizedImage.rejected();
        }
        if (marker == APP0 && in.matches(begin + 2, 'J', 'F', 'I', 'F', 0) && length >= JFIF_WITHOUT_THUMBNAIL) {
            out.write(0xFF);
            out.write(APP0);
            out.write(0);
            out.write(JFIF_WITHOUT_THUMBNAIL);
            in.copy(begin + 2, begin + JFIF_WITHOUT_THUMBNAIL - 2, out);
            out.write(0);
            out.write(0);
        } else if (isKept(marker, begin)) {
            out.write(0xFF);
            out.write(marker);
            in.copy(begin, at, out);
        }
    }

    private boolean isKept(int marker, int begin) {
        return switch (marker) {
            case APP2 -> in.matches(begin + 2, 'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0);
            case APP14 -> in.matches(begin + 2, 'A', 'd', 'o', 'b', 'e');
            case COM -> false;
            default -> marker < APP0 || marker > APP15;
        };
    }

    private void writeOrientation(int orientation) {
        byte[] tiff = ExifOrientation.withOrientationOnly(orientation);
        out.write(0xFF);
        out.write(APP1);
        out.write(0);
        out.write(2 + 6 + tiff.length);
        out.writeBytes(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        out.writeBytes(tiff);
    }

    /** Up to the next marker that is neither a stuffed byte nor a restart. */
    private void scan() {
        int begin = at;
        while (in.u8(at) != 0xFF || in.u8(at + 1) == 0 || in.u8(at + 1) >= 0xD0 && in.u8(at + 1) <= 0xD7) {
            at++;
        }
        in.copy(begin, at, out);
    }
}
