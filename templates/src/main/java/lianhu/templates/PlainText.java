package lianhu.templates;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Sanitizes words of residents and staff before a message repeats them: no mentions, no markdown, no control characters.
 */
public final class PlainText {
    private static final Pattern MENTIONS = Pattern.compile("<@[^<>]{0,64}>|@(all|所有人)|@(?=\\S)");
    private static final Pattern MARKDOWN = Pattern.compile("[*_`#>~\\[\\]\\\\<|]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");

    /** Returns one line. */
    public static String sanitize(String words) {
        String bare = MARKDOWN.matcher(MENTIONS.matcher(words).replaceAll("")).replaceAll("");
        return SPACES.matcher(bare).replaceAll(" ").strip();
    }

    /** Without a full stop at its end, for use inside a sentence. */
    public static String withoutFullStop(String words) {
        String plain = sanitize(words);
        return plain.endsWith("。") || plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** Truncates to a number of UTF-8 bytes, cut between code points, with an ellipsis when anything was cut. */
    public static String truncate(String text, int bytes) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= bytes) {
            return text;
        }
        int left = bytes - "…".getBytes(StandardCharsets.UTF_8).length;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            left -= codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (left < 0) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end) + "…";
    }

    private PlainText() {}
}
