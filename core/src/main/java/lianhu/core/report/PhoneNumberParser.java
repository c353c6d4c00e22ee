package lianhu.core.report;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a phone number as people type it: with blanks, dashes, the code of the country, or full-width digits. */
public final class PhoneNumberParser {
    /** Error text of a field that holds no phone number. */
    public static final String INVALID = "这不像一个电话号码。改一改，或者空着。";

    private static final Pattern PHONE = Pattern.compile("1\\d{10}|0\\d{9,11}|\\d{7,8}");

    /** The digits of a phone number; an empty text for an empty field, an empty Optional for anything else. */
    public static Optional<String> parse(@Nullable String text) {
        String typed = TextSanitizer.sanitize(text);
        String digits = TextSanitizer.digits(typed);
        String local = digits.length() == 13 && digits.startsWith("86") ? digits.substring(2) : digits;
        return typed.isEmpty() || PHONE.matcher(local).matches() ? Optional.of(local) : Optional.empty();
    }

    private PhoneNumberParser() {}
}
