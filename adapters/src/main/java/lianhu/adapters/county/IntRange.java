package lianhu.adapters.county;

/** A range of counts, written {@code 1}, {@code 0-2} or {@code 1+}. */
public record IntRange(int min, int max) {
    static final IntRange UNBOUNDED = new IntRange(0, Integer.MAX_VALUE);

    /** @throws IllegalArgumentException with a sentence for the error report */
    static IntRange parse(String text) {
        if (text.matches("\\d{1,5}")) {
            int number = Integer.parseInt(text);
            return new IntRange(number, number);
        }
        if (text.matches("\\d{1,5}\\+")) {
            return new IntRange(Integer.parseInt(text.substring(0, text.length() - 1)), Integer.MAX_VALUE);
        }
        if (text.matches("\\d{1,5}-\\d{1,5}")) {
            int dash = text.indexOf('-');
            IntRange intRange =
                    new IntRange(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
            if (intRange.min <= intRange.max) {
                return intRange;
            }
        }
        throw new IllegalArgumentException("“" + text + "”不对：应写成 1、0-2 或 1+");
    }

    boolean contains(int number) {
        return min <= number && number <= max;
    }

    /** The range in Chinese: 10 到 30, 至少 1, 2. */
    String describe() {
        if (max == Integer.MAX_VALUE) {
            return "至少 " + min;
        }
        return min == max ? String.valueOf(min) : min + " 到 " + max;
    }
}
