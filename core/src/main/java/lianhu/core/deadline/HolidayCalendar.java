package lianhu.core.deadline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * Working days by the State Council's yearly notice: a make-up day (调休) is a workday although it is a weekend day, a
 * holiday is not, all other days follow the week.
 *
 * @param overrides true for make-up days, false for holidays
 * @param knownYears years whose notice is loaded; a due date in another year is provisional
 */
public record HolidayCalendar(Map<LocalDate, Boolean> overrides, Set<Integer> knownYears) {

    public boolean isWorkday(LocalDate day) {
        return overrides.getOrDefault(day, isWeekday(day));
    }

    static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    public boolean isKnown(LocalDate day) {
        return knownYears.contains(day.getYear());
    }
}
