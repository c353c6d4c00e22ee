package lianhu.adapters.roster;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Codes like {@code K7Q-3PD}: five random characters of Crockford's base 32 and a check character that detects every
 * single wrong character and every swap. People read codes aloud and type them on phones, so O and I count as 0 and 1.
 */
final class BindingCode {
    private static final String SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int RANDOM = 5;

    static String random(RandomGenerator random) {
        int[] signs = new int[RANDOM];
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < RANDOM; i++) {
            signs[i] = random.nextInt(SIGNS.length());
            code.append(SIGNS.charAt(signs[i]));
        }
        return code.append(SIGNS.charAt(check(signs))).insert(3, '-').toString();
    }

    /** Normalises case, dashes and spaces; empty for a text that is not a valid code. */
    static Optional<String> parse(String typed) {
        StringBuilder code = new StringBuilder();
        int[] signs = new int[RANDOM];
        int length = 0;
        for (char c : typed.toUpperCase(Locale.ROOT).toCharArray()) {
            if (c == '-' || Character.isSpaceChar(c)) {
                continue;
            }
            int sign = SIGNS.indexOf(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
            if (sign < 0 || length > RANDOM || length == RANDOM && sign != check(signs)) {
                return Optional.empty();
            }
            if (length < RANDOM) {
                signs[length] = sign;
            }
            length++;
            code.append(SIGNS.charAt(sign));
        }
        return length == RANDOM + 1 ? Optional.of(code.insert(3, '-').toString()) : Optional.empty();
    }

    /** The sum of the characters, weighted by different powers of 2 in the field of 32 elements (x⁵ + x² + 1). */
    private static int check(int[] signs) {
        int sum = 0;
        for (int sign : signs) {
            sum = twice(sum) ^ sign;
        }
        return twice(sum);
    }

    private static int twice(int element) {
        int doubled = element << 1;
        return doubled < 32 ? doubled : doubled ^ 0b100101;
    }

    private BindingCode() {}
}
