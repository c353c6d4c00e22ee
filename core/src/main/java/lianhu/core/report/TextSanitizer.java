package lianhu.core.report;

import org.jspecify.annotations.Nullable;

/**
 * Cleans what people type or send before it is stored, compared or shown. Every entry point uses this class, so that one
 * text has one form in all channels. All methods take time linear in the length of the text.
 */
public final class TextSanitizer {
    /**
     * Text of several lines. Line ends of every kind become {@code \n}; tabs stay. Control characters go (PostgreSQL's
     * {@code text} cannot hold U+0000), and so do invisible marks that reorder or split a line (bidirectional controls,
     * zero-width space, byte order mark) and unpaired surrogates. The joiner U+200D stays, because emoji need it.
     *
     * @return the text without white space around it; empty for {@code null}
     */
    public static String sanitize(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            boolean endsLine = point == '\r' && !(i < text.length() && text.charAt(i) == '\n')
                    || point == '\u0085'
                    || point == '\u2028'
                    || point == '\u2029';
            if (endsLine) {
                clean.append('\n');
            } else if (!isUnwanted(point)) {
                clean.appendCodePoint(point);
            }
        }
        return clean.toString().strip();
    }

    /** A name, a number or a title: as {@link #sanitize}, with every run of spaces and line ends as one space. */
    public static String singleLine(@Nullable String text) {
        String clean = sanitize(text);
        StringBuilder line = new StringBuilder(clean.length());
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
                line.append(c);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        return line.toString().strip();
    }

    /** The digits of any script, as ASCII. */
    public static String digits(@Nullable String text) {
        StringBuilder digits = new StringBuilder();
        sanitize(text)
                .codePoints()
                .map(point -> Character.digit(point, 10))
                .filter(digit -> digit >= 0)
                .forEach(digits::append);
        return digits.toString();
    }

    /** @param maxLength in code points, so that no character is cut in two */
    public static String truncate(String text, int maxLength) {
        return length(text) <= maxLength ? text : text.substring(0, text.offsetByCodePoints(0, maxLength));
    }

    /** In code points: what a reader counts as characters. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isUnwanted(int point) {
        return Character.getType(point) == Character.CONTROL && point != '\n' && point != '\t'
                || Character.getType(point) == Character.SURROGATE
                || point == '\u200B'
                || point == '\u200E'
                || point == '\u200F'
                || point >= '\u202A' && point <= '\u202E'
                || point >= '\u2066' && point <= '\u2069'
                || point == '\uFEFF';
    }

    private TextSanitizer() {}
}
