package lianhu.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The {@code --name value} options of one measurement. */
final class BenchOptions {
    private final Map<String, String> given = new HashMap<>();

    /** @throws IllegalArgumentException for an unknown option and for an option without a value */
    BenchOptions(String[] args, Set<String> known) {
        for (int i = 1; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "unknown: " + args[i] + "; known: --" + String.join(", --", new TreeSet<>(known)));
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            given.put(name, args[i + 1]);
        }
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise, int most) {
        return (int) fraction(name, otherwise, 1, most);
    }

    double fraction(String name, double otherwise, double least, double most) {
        try {
            double value = has(name) ? Double.parseDouble(given.get(name)) : otherwise;
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException("--" + name + " is a number from " + least + " to " + most);
    }
}
