package lianhu.adapters.files;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import lianhu.core.report.ReportRejectedException;

/** A picture whose format was detected from its bytes and whose metadata is removed; the pixels are unchanged. */
record SanitizedImage(String mediaType, ByteReader bytes) {
    static final int MAX_BYTES = 10 * 1024 * 1024;
    private static final Set<String> APPLE = Set.of("heic", "heix", "heif", "heim", "hevc", "mif1", "msf1", "avif");

    /** @throws ReportRejectedException for another format, a broken file, or one above {@link #MAX_BYTES} */
    static SanitizedImage sanitize(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new ReportRejectedException("照片太大：一张最多 10 MB，可以截图后再发");
        }
        ByteReader byteReader = new ByteReader(file);
        if (byteReader.matches(0, 0xFF, 0xD8, 0xFF)) {
            return new SanitizedImage("image/jpeg", JpegMetadataStripper.strip(byteReader));
        }
        if (byteReader.matches(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return new SanitizedImage("image/png", PngMetadataStripper.strip(byteReader));
        }
        if (byteReader.matches(0, 'R', 'I', 'F', 'F') && byteReader.matches(8, 'W', 'E', 'B', 'P')) {
            return new SanitizedImage("image/webp", WebpMetadataStripper.strip(byteReader));
        }
        if (byteReader.matches(4, 'f', 't', 'y', 'p')
                && file.length >= 12
                && APPLE.contains(new String(file, 8, 4, StandardCharsets.ISO_8859_1))) {
            throw new ReportRejectedException("这是 HEIC 格式的照片，很多手机打不开：请把相机格式改成“兼容性最佳”，或者截图后再发");
        }
        throw new ReportRejectedException("认不出这张照片：请发 JPEG、PNG 或 WebP 格式的");
    }

    static ReportRejectedException rejected() {
        return new ReportRejectedException("照片没有传完整，请再发一次");
    }
}
