package lianhu.bench;

import java.util.Locale;

/** Lines for whoever waits; the result comes last. */
final class Progress {
    static void say(String line) {
        System.out.println(line);
    }

    static void say(String format, Object... values) {
        say(String.format(Locale.ROOT, format, values));
    }

    private Progress() {}
}
