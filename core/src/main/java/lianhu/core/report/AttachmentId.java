package lianhu.core.report;

import java.util.regex.Pattern;

/**
 * A stored photo, named by the SHA-256 of its bytes (64 lower-case hexadecimal digits); the name of a stored voice
 * message ends in its kind, for instance {@code .amr}.
 */
public record AttachmentId(String sha256) {
    private static final int HASH = 64;
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}(?:\\.(?:amr|awb|ogg|mp3|silk|wav))?");

    public AttachmentId {
        if (!SHAPE.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal");
        }
    }

    /** A voice message, not a photo. */
    public boolean isVoice() {
        return sha256.length() > HASH;
    }

    @Override
    public String toString() {
        return sha256;
    }
}
