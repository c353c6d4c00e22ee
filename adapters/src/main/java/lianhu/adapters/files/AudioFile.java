package lianhu.adapters.files;

import lianhu.core.report.ReportRejectedException;

/**
 * A voice message whose format was detected from its bytes; it is stored unchanged. WeChat sends AMR (RFC 4867 §5), the
 * telephone WAV.
 *
 * @param ending of its name, with the dot
 */
record AudioFile(String mediaType, String extension, ByteReader bytes) {
    /** WeCom allows 60 seconds and 2 MB (document 90253); two minutes of a call have 1.9 MB. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    /** @throws ReportRejectedException for another format, or a file that is too large */
    static AudioFile parse(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new ReportRejectedException("语音太大：一段最多 60 秒，请分几段说");
        }
        ByteReader byteReader = new ByteReader(file);
        if (byteReader.matches(0, '#', '!', 'A', 'M', 'R', '\n')) {
            return new AudioFile("audio/amr", ".amr", byteReader);
        }
        if (byteReader.matches(0, '#', '!', 'A', 'M', 'R', '-', 'W', 'B', '\n')) {
            return new AudioFile("audio/amr-wb", ".awb", byteReader);
        }
        if (byteReader.matches(0, 'O', 'g', 'g', 'S')) {
            return new AudioFile("audio/ogg", ".ogg", byteReader);
        }
        if (byteReader.matches(0, 'I', 'D', '3') || isMpeg(file)) {
            return new AudioFile("audio/mpeg", ".mp3", byteReader);
        }
        if (byteReader.matches(0, 'R', 'I', 'F', 'F')
                && byteReader.matches(8, 'W', 'A', 'V', 'E', 'f', 'm', 't', ' ')) {
            return new AudioFile("audio/wav", ".wav", byteReader);
        }
        // Tencent puts a byte before the name of the format.
        if (byteReader.matches(0, '#', '!', 'S', 'I', 'L', 'K')
                || byteReader.matches(1, '#', '!', 'S', 'I', 'L', 'K')) {
            return new AudioFile("audio/silk", ".silk", byteReader);
        }
        throw new ReportRejectedException("认不出这段语音，请再说一次，或者打字");
    }

    /** Eleven bits of frame sync, then layer III. */
    private static boolean isMpeg(byte[] file) {
        return file.length > 2 && (file[0] & 0xFF) == 0xFF && (file[1] & 0xE6) == 0xE2;
    }
}
