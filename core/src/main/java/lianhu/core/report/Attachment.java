package lianhu.core.report;

/** A stored file with its media type. */
public final class Attachment {
    private final String mediaType;
    private final byte[] bytes;

    /** Keeps the array without a copy. */
    public Attachment(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    /** For instance {@code image/jpeg}. */
    public String mediaType() {
        return mediaType;
    }

    /** Not a copy: read only. */
    public byte[] bytes() {
        return bytes;
    }
}
