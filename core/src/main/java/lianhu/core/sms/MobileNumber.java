package lianhu.core.sms;

import java.util.regex.Pattern;

/** Tells a mobile number of China, which can get an SMS, from a landline. Without separators and country code. */
public final class MobileNumber {
    private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");

    public static boolean matches(String phone) {
        return MOBILE.matcher(phone).matches();
    }

    private MobileNumber() {}
}
