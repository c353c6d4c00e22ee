package lianhu.adapters.web.support;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import org.jspecify.annotations.Nullable;

/** Reads form fields: sanitised texts and pasted lines. */
public final class FormInput {
    private static final int MAX_LINE_LENGTH = 20;
    private static final Pattern PASTED_LINE =
            Pattern.compile("\\A\\s*@?([^:\uff1a\\n,\uff0c\u3002\\d]{1,10})[:\uff1a]\\s*(.*)", Pattern.DOTALL);

    /** A name or a place: one line of at most 20 characters, as the forms allow. */
    public static String singleLine(@Nullable String text) {
        return TextSanitizer.truncate(TextSanitizer.singleLine(text), MAX_LINE_LENGTH);
    }

    /** Why a text is too long, and the limit; empty for a text that is not. */
    public static String lengthError(String text) {
        int length = TextSanitizer.length(text);
        return length <= Report.MAX_TEXT_LENGTH
                ? ""
                : "写得太长了，最多 " + Report.MAX_TEXT_LENGTH + " 字，现在有 " + length + " 字。请删短一些再送出。";
    }

    /** What was written, for a page that refuses it and shows it again; empty for nothing. */
    public static String written(String text) {
        return text.isEmpty() ? "" : "您写的：" + text;
    }

    /** A day as a field of this type sends it, ISO 8601; empty for none. */
    public static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
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
