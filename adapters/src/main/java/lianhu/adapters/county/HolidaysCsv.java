package lianhu.adapters.county;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lianhu.core.deadline.HolidayCalendar;

/** Reads {@code days/YEAR.csv} in the order of the years: when two notices name the same day, the later one applies. */
final class HolidaysCsv {
    private enum DayType {
        HOLIDAY,
        WORKDAY
    }

    private final Map<LocalDate, Boolean> overrides = new HashMap<>();
    private final Set<Integer> years = new HashSet<>();
    private final ConfigErrors configErrors;

    HolidaysCsv(ConfigErrors configErrors) {
        this.configErrors = configErrors;
    }

    void add(int year, String file, String text) {
        years.add(year);
        Set<LocalDate> seen = new HashSet<>();
        for (CsvRow csvRow : CsvReader.read(file, text, configErrors, "date", "type", "name", "source")) {
            var day = csvRow.day("date");
            var dayType = csvRow.enumValue("type", DayType.class);
            csvRow.required("source");
            if (day.isEmpty() || dayType.isEmpty()) {
                continue;
            }
            // The New Year holiday may begin in the December before.
            if (Math.abs(day.get().getYear() - year) > 1) {
                csvRow.error(day.get() + " 不是 " + year + " 年的日子");
            }
            if (!seen.add(day.get())) {
                csvRow.error(day.get() + " 写了两次");
            }
            overrides.put(day.get(), dayType.get() == DayType.WORKDAY);
        }
    }

    boolean isEmpty() {
        return years.isEmpty();
    }

    HolidayCalendar calendar() {
        return new HolidayCalendar(Map.copyOf(overrides), Set.copyOf(years));
    }
}
