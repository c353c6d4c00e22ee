package lianhu.adapters.web.support;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import lianhu.core.deadline.BusinessCalendar;

/** Times as people say them: 今天 17:30 · 周三（11月25日）17:30. */
public final class ChineseTimeFormat {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.CHINA);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日", Locale.CHINA);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("E", Locale.CHINA);

    public static String formatDue(Instant at, Instant now) {
        ZonedDateTime then = at.atZone(BusinessCalendar.ZONE);
        LocalDate today = now.atZone(BusinessCalendar.ZONE).toLocalDate();
        String clock = CLOCK.format(then);
        return switch ((int) Math.max(-1, Math.min(2, ChronoUnit.DAYS.between(today, then.toLocalDate())))) {
            case 0 -> "今天 " + clock;
            case 1 -> "明天（%s）".formatted(DAY.format(then)) + clock;
            default -> formatDay(at) + clock;
        };
    }

    /** 周三（11月25日）. */
    public static String formatDay(Instant at) {
        ZonedDateTime then = at.atZone(BusinessCalendar.ZONE);
        return WEEKDAY.format(then) + "（" + DAY.format(then) + "）";
    }

    /** 周三 11月25日 9:00, as a time line says it. */
    public static String formatMoment(Instant at, Instant now) {
        ZonedDateTime then = at.atZone(BusinessCalendar.ZONE);
        return then.toLocalDate().equals(now.atZone(BusinessCalendar.ZONE).toLocalDate())
                ? "今天 " + CLOCK.format(then)
                : WEEKDAY.format(then) + " " + DAY.format(then) + " " + CLOCK.format(then);
    }

    /** 还有 2 天, 还有 3 小时, 已经过了. */
    public static String formatRemaining(Instant due, Instant now) {
        if (!now.isBefore(due)) {
            return "已经过了这个时间";
        }
        long days = ChronoUnit.DAYS.between(
                now.atZone(BusinessCalendar.ZONE).toLocalDate(),
                due.atZone(BusinessCalendar.ZONE).toLocalDate());
        long hours = ChronoUnit.HOURS.between(now, due);
        return days > 0 ? "还有 " + days + " 天" : hours > 0 ? "还有 " + hours + " 小时" : "还有不到 1 小时";
    }

    private ChineseTimeFormat() {}
}
