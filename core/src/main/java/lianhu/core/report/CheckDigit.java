package lianhu.core.report;

/** ISO 7064 MOD 11,10: detects every single wrong digit and nearly all swapped neighbours. */
public final class CheckDigit {
    public static int of(CharSequence digits) {
        int product = 10;
        for (int i = 0; i < digits.length(); i++) {
            int sum = (product + digits.charAt(i) - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10;
    }

    public static boolean isValid(CharSequence withCheck) {
        int last = withCheck.length() - 1;
        return last > 0 && of(withCheck.subSequence(0, last)) == withCheck.charAt(last) - '0';
    }

    private CheckDigit() {}
}
