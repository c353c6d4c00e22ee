package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.List;

/** What does not fit, gathered so that one start shows all of it. */
final class Faults {
    private static final int SHOWN = 20;

    private record Fault(String file, int line, String sentence) {
        @Override
        public String toString() {
            return file + ":" + line + " " + sentence;
        }
    }

    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> warnings = new ArrayList<>();

    void add(String file, int line, String sentence) {
        faults.add(new Fault(file, line, sentence));
    }

    void warn(String file, int line, String sentence) {
        warnings.add(new Fault(file, line, sentence));
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<String> warnings() {
        return warnings.stream().map(Fault::toString).toList();
    }

    /** Throws when there is any. */
    void stop(String county) {
        if (!faults.isEmpty()) {
            List<String> shown =
                    faults.stream().limit(SHOWN).map(Fault::toString).toList();
            throw new FaultyCounty(county, shown, faults.size());
        }
    }
}
