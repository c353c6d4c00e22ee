package lianhu.core.report;

import java.util.Optional;
import java.util.regex.Pattern;

/** 受理号: eight digits or more, the last a check digit, spoken "4827 1938". */
public record ReceiptNo(String digits) {
    private static final int SHORTEST = 8;
    private static final String DIGITS = "零幺二三四五六七八九";
    private static final Pattern GROUPS_OF_DIGITS =
            Pattern.compile("(?<![0-9])(?<![0-9][ \\-·])[0-9]{4}[ \\-·]?[0-9]{4,6}(?![0-9])(?![ \\-·][0-9]{3})");

    public String spoken() {
        return digits.substring(0, 4) + " " + digits.substring(4);
    }

    /** As it is read out: 四八二七 幺九三八. 1 is 幺, which nobody takes for 七 on a telephone. */
    public String dictated() {
        StringBuilder words = new StringBuilder();
        spoken().chars().forEach(c -> words.append(c == ' ' ? " " : DIGITS.charAt(c - '0')));
        return words.toString();
    }

    /** Parses typed or pasted text with spaces, dashes or full-width digits; empty when the check digit is wrong. */
    public static Optional<ReceiptNo> parse(String text) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                digits.append(digit);
            } else if (!Character.isSpaceChar(c) && c != '-' && c != '\u00b7') {
                return Optional.empty();
            }
        }
        return digits.length() >= SHORTEST && digits.length() <= 12 && CheckDigit.isValid(digits)
                ? Optional.of(new ReceiptNo(digits.toString()))
                : Optional.empty();
    }

    /** Whether a text names a receipt number, spaced or not; a telephone number is none. */
    public static boolean isIn(String text) {
        return GROUPS_OF_DIGITS
                .matcher(text)
                .results()
                .anyMatch(found -> parse(found.group()).isPresent());
    }

    @Override
    public String toString() {
        return digits;
    }
}
