package lianhu.core.report;

import java.util.regex.Pattern;

/** A stored photo, named by the SHA-256 of its bytes (64 lower-case hexadecimal digits). */
public record PhotoId(String sha256) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    public PhotoId {
        if (!SHAPE.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal");
        }
    }

    @Override
    public String toString() {
        return sha256;
    }
}
