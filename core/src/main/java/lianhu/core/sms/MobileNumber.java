package lianhu.core.sms;

import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a mobile number of China, which can get an SMS, from a landline. */
public final class MobileNumber {
    private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");

    private static final Pattern SEPARATORS = Pattern.compile("[\\s()（）-]");
    private static final Pattern COUNTRY_CODE = Pattern.compile("^(?:\\+86|0086)(?=1)");

    /** @param phone without separators and country code */
    public static boolean matches(String phone) {
        return MOBILE.matcher(phone).matches();
    }

    /** A number of any kind without separators, a mobile one also without the country code. */
    public static String digits(String written) {
        return COUNTRY_CODE.matcher(SEPARATORS.matcher(written).replaceAll("")).replaceFirst("");
    }

    /** The digits of a mobile number as it stands in a roster; empty for any other number and for none. */
    public static Optional<String> parse(String written) {
        return Optional.of(digits(written)).filter(MobileNumber::matches);
    }

    private MobileNumber() {}
}
