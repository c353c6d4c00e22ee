package lianhu.desk.format;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import lianhu.core.deadline.BusinessCalendar;

/** Times as people at the desk say them: 今天 10:15, 周三(11月25日)17:30. */
public final class DeskTimeFormat {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm");
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm:ss");
    private static final String WEEK = "一二三四五六日";

    /** Of something that happened. */
    public static String past(Instant at, Instant now) {
        ZonedDateTime when = at.atZone(BusinessCalendar.ZONE);
        long days = ChronoUnit.DAYS.between(when.toLocalDate(), day(now));
        String clock = CLOCK.format(when);
        if (days == 0) {
            return "今天 " + clock;
        }
        if (days == 1) {
            return "昨天 " + clock;
        }
        return (days > 1 && days < 7 ? weekday(when.toLocalDate()) : date(when.toLocalDate(), day(now))) + " " + clock;
    }

    /** Of a promise: the weekday and the date, so that nobody has to count. */
    public static String due(Instant at, Instant now) {
        ZonedDateTime when = at.atZone(BusinessCalendar.ZONE);
        long days = ChronoUnit.DAYS.between(day(now), when.toLocalDate());
        String clock = CLOCK.format(when);
        if (days == 0) {
            return "今天 " + clock;
        }
        if (days == 1) {
            return "明天 " + clock;
        }
        return weekday(when.toLocalDate()) + "（" + date(when.toLocalDate(), day(now)) + "）" + clock;
    }

    /** 21:05. */
    public static String clock(Instant at) {
        return CLOCK.format(at.atZone(BusinessCalendar.ZONE));
    }

    public static String full(Instant at) {
        return FULL.format(at.atZone(BusinessCalendar.ZONE));
    }

    /** 周一 11月23日. */
    static String today(Instant now) {
        LocalDate day = day(now);
        return weekday(day) + " " + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    /** With the offset, for the page's own clock. */
    public static String iso(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.SECONDS).atZone(BusinessCalendar.ZONE));
    }

    public static String length(Duration length) {
        long minutes = Math.max(0, length.toMinutes());
        if (minutes < 60) {
            return minutes + " 分钟";
        }
        long hours = minutes / 60;
        return hours < 24 ? hours + " 小时 " + minutes % 60 + " 分" : hours / 24 + " 天 " + hours % 24 + " 小时";
    }

    private static LocalDate day(Instant at) {
        return at.atZone(BusinessCalendar.ZONE).toLocalDate();
    }

    private static String weekday(LocalDate day) {
        return "周" + WEEK.charAt(day.getDayOfWeek().getValue() - 1);
    }

    private static String date(LocalDate day, LocalDate today) {
        String date = day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
        return day.getYear() == today.getYear() ? date : day.getYear() + "年" + date;
    }

    private DeskTimeFormat() {}
}
