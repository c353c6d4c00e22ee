package lianhu.adapters.files;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import lianhu.core.report.ReportRejectedException;

/** A picture whose kind was seen in its bytes and whose side information is gone; the picture itself is untouched. */
record Picture(String mediaType, Bytes bytes) {
    static final int LARGEST = 10 * 1024 * 1024;
    private static final Set<String> APPLE = Set.of("heic", "heix", "heif", "heim", "hevc", "mif1", "msf1", "avif");

    /** Fails with {@link ReportRejectedException}. */
    static Picture of(byte[] file) {
        if (file.length > LARGEST) {
            throw new ReportRejectedException("照片太大：一张最多 10 MB，可以截图后再发");
        }
        Bytes bytes = new Bytes(file);
        if (bytes.has(0, 0xFF, 0xD8, 0xFF)) {
            return new Picture("image/jpeg", Jpeg.stripped(bytes));
        }
        if (bytes.has(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return new Picture("image/png", Png.stripped(bytes));
        }
        if (bytes.has(0, 'R', 'I', 'F', 'F') && bytes.has(8, 'W', 'E', 'B', 'P')) {
            return new Picture("image/webp", Webp.stripped(bytes));
        }
        if (bytes.has(4, 'f', 't', 'y', 'p')
                && file.length >= 12
                && APPLE.contains(new String(file, 8, 4, StandardCharsets.ISO_8859_1))) {
            throw new ReportRejectedException("这是 HEIC 格式的照片，很多手机打不开：请把相机格式改成“兼容性最佳”，或者截图后再发");
        }
        throw new ReportRejectedException("认不出这张照片：请发 JPEG、PNG 或 WebP 格式的");
    }

    static ReportRejectedException broken() {
        return new ReportRejectedException("照片没有传完整，请再发一次");
    }
}
