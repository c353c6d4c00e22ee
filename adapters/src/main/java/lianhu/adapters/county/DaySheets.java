package lianhu.adapters.county;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lianhu.core.deadline.HolidayCalendar;

/** Reads {@code days/YEAR.csv}, to be added by year: where two notices rule the same day, the later one holds. */
final class DaySheets {
    private enum Type {
        HOLIDAY,
        WORKDAY
    }

    private final Map<LocalDate, Boolean> ruled = new HashMap<>();
    private final Set<Integer> years = new HashSet<>();
    private final Faults faults;

    DaySheets(Faults faults) {
        this.faults = faults;
    }

    void add(int year, String file, String text) {
        years.add(year);
        Set<LocalDate> seen = new HashSet<>();
        for (Row row : CsvSheet.read(file, text, faults, "date", "type", "name", "source")) {
            var day = row.day("date");
            var type = row.word("type", Type.class);
            row.needed("source");
            if (day.isEmpty() || type.isEmpty()) {
                continue;
            }
            // The New Year holiday may begin in the December before.
            if (Math.abs(day.get().getYear() - year) > 1) {
                row.fault(day.get() + " 不是 " + year + " 年的日子");
            }
            if (!seen.add(day.get())) {
                row.fault(day.get() + " 写了两次");
            }
            ruled.put(day.get(), type.get() == Type.WORKDAY);
        }
    }

    boolean isEmpty() {
        return years.isEmpty();
    }

    HolidayCalendar book() {
        return new HolidayCalendar(Map.copyOf(ruled), Set.copyOf(years));
    }
}
