package lianhu.core.report;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a phone number as people type it: with blanks, dashes, the code of the country, or full-width digits. */
public final class PhoneNumberParser {
    /** Error text of a field that holds no phone number. */
    public static final String INVALID = "这不像一个电话号码。改一改，或者空着。";

    /** A mobile number with the 0 that exchanges put before one of another place. */
    private static final Pattern DISTANT_MOBILE = Pattern.compile("01[3-9]\\d{9}");

    private static final Pattern PHONE = Pattern.compile("1\\d{10}|0\\d{9,11}|\\d{7,8}");

    /** The digits of a phone number; an empty text for an empty field, an empty Optional for anything else. */
    public static Optional<String> parse(@Nullable String text) {
        String typed = TextSanitizer.sanitize(text);
        String digits = TextSanitizer.digits(typed);
        String withCode = digits.startsWith("0086") ? digits.substring(2) : digits;
        String local = withCode.length() == 13 && withCode.startsWith("86") ? withCode.substring(2) : withCode;
        local = DISTANT_MOBILE.matcher(local).matches() ? local.substring(1) : local;
        return typed.isEmpty() || PHONE.matcher(local).matches() ? Optional.of(local) : Optional.empty();
    }

    private PhoneNumberParser() {}
}
