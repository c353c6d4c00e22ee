package lianhu.bench;

import java.util.Locale;

/** Prints progress to the console. */
final class ConsoleOutput {
    static void print(String line) {
        System.out.println(line);
    }

    static void print(String format, Object... values) {
        print(String.format(Locale.ROOT, format, values));
    }

    private ConsoleOutput() {}
}
