package lianhu.core.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Formats dates and times of the county's time zone in Chinese. All pages and messages use this class. */
public final class ChineseTime {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.CHINA);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("M月d日", Locale.CHINA);
    private static final DateTimeFormatter YEAR_AND_DATE = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm:ss", Locale.CHINA);
    private static final String WEEKDAYS = "一二三四五六日";

    /** A due date on a page: 今天 17:30, 明天（11月24日）17:30, 周三（11月25日）17:30, 周五（2027年1月1日）17:30. */
    public static String formatDue(Instant due, Instant now) {
        ZonedDateTime at = local(due);
        return switch ((int) Math.clamp(daysBetween(now, due), -1, 2)) {
            case 0 -> "今天 " + CLOCK.format(at);
            case 1 -> "明天（" + date(at, now) + "）" + CLOCK.format(at);
            default -> weekday(at) + "（" + date(at, now) + "）" + CLOCK.format(at);
        };
    }

    /**
     * A due date inside a sentence: 今天17:30, 明天（11月24日）10:42, 周三（11月25日）. A day after tomorrow has no time: the
     * office answers before it closes.
     */
    public static String formatPromise(Instant due, Instant now) {
        ZonedDateTime at = local(due);
        return switch ((int) Math.clamp(daysBetween(now, due), -1, 2)) {
            case 0 -> "今天" + CLOCK.format(at);
            case 1 -> "明天（" + DATE.format(at) + "）" + CLOCK.format(at);
            default -> formatDay(due);
        };
    }

    /** A past event: 今天 9:05, 昨天 23:59, 周六 9:00, 11月10日 9:00, 2025年1月2日 8:00. */
    public static String formatPast(Instant event, Instant now) {
        ZonedDateTime at = local(event);
        long days = daysBetween(event, now);
        String day = days == 0 ? "今天" : days == 1 ? "昨天" : days > 1 && days < 7 ? weekday(at) : date(at, now);
        return day + " " + CLOCK.format(at);
    }

    /** An entry of a timeline: 今天 9:05, 周三 11月25日 9:00. */
    public static String formatMoment(Instant event, Instant now) {
        ZonedDateTime at = local(event);
        String day = daysBetween(event, now) == 0 ? "今天" : formatHeading(event);
        return day + " " + CLOCK.format(at);
    }

    /** The day of a page heading: 周一 11月23日. */
    public static String formatHeading(Instant at) {
        return weekday(local(at)) + " " + formatDate(at);
    }

    /** 周三（11月25日）. */
    public static String formatDay(Instant at) {
        return weekday(local(at)) + "（" + formatDate(at) + "）";
    }

    /** 11月25日. */
    public static String formatDate(Instant at) {
        return DATE.format(local(at));
    }

    /** 9:05. */
    public static String formatClock(Instant at) {
        return CLOCK.format(local(at));
    }

    /** To the second: 2026年11月23日 09:05:00. */
    public static String formatFull(Instant at) {
        return FULL.format(local(at));
    }

    /** ISO 8601 with the offset, to the second, as scripts of a page read it. */
    public static String formatIso(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local(at.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** The time left: 还有 2 天, 还有 3 小时, 还有不到 1 小时, 已经过了这个时间. */
    public static String formatRemaining(Instant due, Instant now) {
        if (!now.isBefore(due)) {
            return "已经过了这个时间";
        }
        long hours = ChronoUnit.HOURS.between(now, due);
        long days = hours < 24 ? 0 : daysBetween(now, due);
        return days > 0 ? "还有 " + days + " 天" : hours > 0 ? "还有 " + hours + " 小时" : "还有不到 1 小时";
    }

    /** 59 分钟, 3 小时 20 分, 2 天 4 小时. A negative duration counts as none. */
    public static String formatDuration(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        if (minutes < 60) {
            return minutes + " 分钟";
        }
        long hours = minutes / 60;
        return hours < 24 ? hours + " 小时 " + minutes % 60 + " 分" : hours / 24 + " 天 " + hours % 24 + " 小时";
    }

    private static ZonedDateTime local(Instant at) {
        return at.atZone(BusinessCalendar.ZONE);
    }

    private static long daysBetween(Instant from, Instant to) {
        return ChronoUnit.DAYS.between(local(from).toLocalDate(), local(to).toLocalDate());
    }

    private static String weekday(ZonedDateTime at) {
        return "周" + WEEKDAYS.charAt(at.getDayOfWeek().getValue() - 1);
    }

    /** With the year where it is not the current one. */
    private static String date(ZonedDateTime at, Instant now) {
        return (at.getYear() == local(now).getYear() ? DATE : YEAR_AND_DATE).format(at);
    }

    private ChineseTime() {}
}
