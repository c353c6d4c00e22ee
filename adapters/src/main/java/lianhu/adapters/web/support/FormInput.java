package lianhu.adapters.web.support;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import org.jspecify.annotations.Nullable;

/** Reads form fields: sanitised texts, phone numbers, idempotency keys. */
public final class FormInput {
    /** Error text of a field that holds no phone number. */
    public static final String INVALID_PHONE = "这不像一个电话号码。改一改，或者空着。";

    private static final int MAX_LINE_LENGTH = 20;
    private static final Pattern PHONE = Pattern.compile("1\\d{10}|0\\d{9,11}|\\d{7,8}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{8,64}");
    private static final Pattern PASTED_LINE =
            Pattern.compile("\\A\\s*@?([^:\uff1a\\n,\uff0c\u3002\\d]{1,10})[:\uff1a]\\s*(.*)", Pattern.DOTALL);

    /** A name or a place: one line of at most 20 characters, as the forms allow. */
    public static String singleLine(@Nullable String text) {
        return TextSanitizer.truncate(TextSanitizer.singleLine(text), MAX_LINE_LENGTH);
    }

    public static String digits(@Nullable String text) {
        StringBuilder digits = new StringBuilder();
        TextSanitizer.sanitize(text)
                .codePoints()
                .map(point -> Character.digit(point, 10))
                .filter(digit -> digit >= 0)
                .forEach(digits::append);
        return digits.toString();
    }

    /** Why a text is too long, and the limit; empty for a text that is not. */
    public static String lengthError(String text) {
        int length = TextSanitizer.length(text);
        return length <= Report.MAX_TEXT_LENGTH
                ? ""
                : "写得太长了，最多 " + Report.MAX_TEXT_LENGTH + " 字，现在有 " + length + " 字。请删短一些再送出。";
    }

    /** The digits of a phone number; an empty text for an empty field, an empty Optional for anything else. */
    public static Optional<String> phone(@Nullable String text) {
        String typed = TextSanitizer.sanitize(text);
        String digits = digits(typed);
        String local = digits.length() == 13 && digits.startsWith("86") ? digits.substring(2) : digits;
        return typed.isEmpty() || PHONE.matcher(local).matches() ? Optional.of(local) : Optional.empty();
    }

    /** The idempotency key of the form, or a new one when it is missing or malformed. */
    public static String keyOrNew(@Nullable String text) {
        return text != null && KEY.matcher(text).matches() ? text : newKey();
    }

    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** A line pasted from a group chat: {@code 李婶：桥头水管漏了}. */
    public record PastedLine(String name, String words) {}

    public static PastedLine parsePastedLine(String text) {
        var named = PASTED_LINE.matcher(text);
        return named.matches() && !named.group(2).isBlank()
                ? new PastedLine(named.group(1).strip(), named.group(2).strip())
                : new PastedLine("", text);
    }

    private FormInput() {}
}
