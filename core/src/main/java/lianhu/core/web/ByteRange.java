package lianhu.core.web;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a player asks for (RFC 9110, section 14). Players of some telephones play nothing without an answer
 * to it, and none can go back or forth.
 *
 * @param first offset of the first byte
 * @param last offset of the last byte, which is within the file
 */
public record ByteRange(int first, int last) {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,9})-(\\d{0,9})");

    /**
     * @param header value of {@code Range}; {@code null} when it is missing
     * @param size bytes of the whole file
     * @return empty for what is answered with the whole file: no range, several, one that cannot be read or lies outside
     */
    public static Optional<ByteRange> parse(@Nullable String header, int size) {
        Matcher parts = ONE_RANGE.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String from = parts.group(1);
        String to = parts.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? Optional.empty() : within(Math.max(size - Integer.parseInt(to), 0), size - 1, size);
        }
        int last = to.isEmpty() ? size - 1 : Math.min(Integer.parseInt(to), size - 1);
        return within(Integer.parseInt(from), last, size);
    }

    private static Optional<ByteRange> within(int first, int last, int size) {
        return first <= last && last < size ? Optional.of(new ByteRange(first, last)) : Optional.empty();
    }

    public byte[] of(byte[] file) {
        return Arrays.copyOfRange(file, first, last + 1);
    }

    /** The value of {@code Content-Range}. */
    public String contentRange(int size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
