package lianhu.core.report;

/** A picture and what it is. */
public final class Attachment {
    private final String mediaType;
    private final byte[] bytes;

    /** Takes the array as its own. */
    public Attachment(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    /** For instance {@code image/jpeg}. */
    public String mediaType() {
        return mediaType;
    }

    /** Not a copy: to be read only. */
    public byte[] bytes() {
        return bytes;
    }
}
