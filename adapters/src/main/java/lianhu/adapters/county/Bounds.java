package lianhu.adapters.county;

/** How many there should be: {@code 1}, {@code 0-2}, {@code 1+}. */
public record Bounds(int min, int max) {
    static final Bounds ANY = new Bounds(0, Integer.MAX_VALUE);

    /** Fails with a sentence of its own. */
    static Bounds of(String text) {
        if (text.matches("\\d{1,5}")) {
            int number = Integer.parseInt(text);
            return new Bounds(number, number);
        }
        if (text.matches("\\d{1,5}\\+")) {
            return new Bounds(Integer.parseInt(text.substring(0, text.length() - 1)), Integer.MAX_VALUE);
        }
        if (text.matches("\\d{1,5}-\\d{1,5}")) {
            int dash = text.indexOf('-');
            Bounds bounds =
                    new Bounds(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
            if (bounds.min <= bounds.max) {
                return bounds;
            }
        }
        throw new IllegalArgumentException("“" + text + "”不对：应写成 1、0-2 或 1+");
    }

    boolean holds(int number) {
        return min <= number && number <= max;
    }

    /** As people say it: 10 到 30, 至少 1, 2. */
    String spoken() {
        if (max == Integer.MAX_VALUE) {
            return "至少 " + min;
        }
        return min == max ? String.valueOf(min) : min + " 到 " + max;
    }
}
