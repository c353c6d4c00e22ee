package lianhu.core.outbound;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lianhu.core.sms.MobileNumber;

/**
 * The numbers that may be called: mobile telephones, landlines with their area code, and the short numbers that the county has
 * named. Never abroad (00…), 400, 800, premium numbers or anything else.
 */
public final class DialableNumbers {
    /** 10 and 20 to 29 are area codes of three digits with their 0, the others have four. No local number begins with 0 or 1. */
    private static final Pattern LANDLINE = Pattern.compile("0(?:10|2\\d)[2-9]\\d{7}|0[3-9]\\d{2}[2-9]\\d{6,7}");

    private static final Pattern SHORT = Pattern.compile("\\d{3,8}");

    private final Set<String> shortNumbers;

    /** @throws IllegalArgumentException for a short number that is not 3 to 8 digits */
    public DialableNumbers(Set<String> shortNumbers) {
        for (String number : shortNumbers) {
            if (!SHORT.matcher(number).matches()) {
                throw new IllegalArgumentException(number);
            }
        }
        this.shortNumbers = Set.copyOf(shortNumbers);
    }

    /** The digits to dial; empty when the number may not be called. */
    public Optional<String> parse(String number) {
        return Optional.of(MobileNumber.digits(number))
                .filter(one ->
                        MobileNumber.matches(one) || LANDLINE.matcher(one).matches() || shortNumbers.contains(one));
    }
}
