package lianhu.templates;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Days and hours as people say them: 今天17:30, 明天（11月24日）10:42, 周三（11月25日）. Never 尽快. */
public final class ChineseDate {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm");
    private static final Map<DayOfWeek, String> NAMES = Map.of(
            DayOfWeek.MONDAY, "周一",
            DayOfWeek.TUESDAY, "周二",
            DayOfWeek.WEDNESDAY, "周三",
            DayOfWeek.THURSDAY, "周四",
            DayOfWeek.FRIDAY, "周五",
            DayOfWeek.SATURDAY, "周六",
            DayOfWeek.SUNDAY, "周日");

    private final InstantSource clock;

    public ChineseDate(InstantSource clock) {
        this.clock = clock;
    }

    /** By when. A day later than tomorrow is named without the hour: it ends with the close of business. */
    public String formatDue(Instant due) {
        ZonedDateTime at = due.atZone(ZONE);
        LocalDate today = clock.instant().atZone(ZONE).toLocalDate();
        if (at.toLocalDate().equals(today)) {
            return "今天" + TIME.format(at);
        }
        if (at.toLocalDate().equals(today.plusDays(1))) {
            return "明天（" + monthAndDay(at.toLocalDate()) + "）" + TIME.format(at);
        }
        return NAMES.get(at.getDayOfWeek()) + "（" + monthAndDay(at.toLocalDate()) + "）";
    }

    /** On which day: 11月24日. */
    public String formatDate(Instant at) {
        return monthAndDay(at.atZone(ZONE).toLocalDate());
    }

    private static String monthAndDay(LocalDate day) {
        return day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }
}
