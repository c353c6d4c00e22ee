package lianhu.adapters.web.support;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people type, as it may be kept: without control characters, with the digits they meant. */
public final class FormInput {
    /** PostgreSQL cannot keep U+0000; the others do nothing but disturb. Line ends and tabs stay. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u2028\\u2029\\uFEFF]");

    private static final Pattern PHONE = Pattern.compile("1\\d{10}|0\\d{9,11}|\\d{7,8}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{8,64}");
    private static final Pattern PASTED_LINE =
            Pattern.compile("\\A\\s*@?([^:\uff1a\\n,\uff0c\u3002\\d]{1,10})[:\uff1a]\\s*(.*)", Pattern.DOTALL);

    public static String text(@Nullable String text) {
        return text == null
                ? ""
                : CONTROL.matcher(text.replace("\r\n", "\n")).replaceAll("").strip();
    }

    public static String singleLine(@Nullable String text) {
        String line = text(text).replaceAll("\\s+", " ");
        return line.substring(0, line.offsetByCodePoints(0, Math.min(20, line.codePointCount(0, line.length()))));
    }

    public static String digits(@Nullable String text) {
        StringBuilder digits = new StringBuilder();
        text(text)
                .codePoints()
                .map(point -> Character.digit(point, 10))
                .filter(digit -> digit >= 0)
                .forEach(digits::append);
        return digits.toString();
    }

    /** Empty text for none; empty Optional for what is no number. */
    public static Optional<String> phone(@Nullable String text) {
        String typed = text(text);
        String digits = digits(typed);
        String local = digits.length() == 13 && digits.startsWith("86") ? digits.substring(2) : digits;
        return typed.isEmpty() || PHONE.matcher(local).matches() ? Optional.of(local) : Optional.empty();
    }

    public static String maskPhone(String phone) {
        return phone.length() < 8
                ? "*".repeat(phone.length())
                : phone.substring(0, 3) + "*".repeat(phone.length() - 7) + phone.substring(phone.length() - 4);
    }

    /** The page's own key, or a new one where it has none. */
    public static String keyOrNew(@Nullable String text) {
        return text != null && KEY.matcher(text).matches() ? text : newKey();
    }

    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** A line pasted from a group: 李婶:桥头水管漏了. */
    public record PastedLine(String name, String words) {}

    public static PastedLine parsePastedLine(String text) {
        var named = PASTED_LINE.matcher(text);
        return named.matches() && !named.group(2).isBlank()
                ? new PastedLine(named.group(1).strip(), named.group(2).strip())
                : new PastedLine("", text);
    }

    private FormInput() {}
}
