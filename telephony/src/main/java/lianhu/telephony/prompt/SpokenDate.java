package lianhu.telephony.prompt;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A day as prompts: month and day, as one says them: 十一月二十五日. */
public final class SpokenDate {
    private static final int TEN = 10;

    private SpokenDate() {}

    public static List<String> prompts(LocalDate day) {
        List<String> prompts = new ArrayList<>(number(day.getMonthValue()));
        prompts.add("month");
        prompts.addAll(number(day.getDayOfMonth()));
        prompts.add("day");
        return List.copyOf(prompts);
    }

    /** From 1 to 99. The prompt {@code digit-1} says 幺, which no date does. */
    private static List<String> number(int number) {
        List<String> prompts = new ArrayList<>();
        if (number >= 2 * TEN) {
            prompts.add(digit(number / TEN));
        }
        if (number >= TEN) {
            prompts.add("ten");
        }
        if (number % TEN > 0) {
            prompts.add(digit(number % TEN));
        }
        return prompts;
    }

    private static String digit(int digit) {
        return digit == 1 ? "one" : "digit-" + digit;
    }
}
