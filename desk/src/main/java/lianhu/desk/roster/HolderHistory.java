package lianhu.desk.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Contact;
import lianhu.core.roster.PastContact;

/** Describes past contacts. */
final class HolderHistory {
    /** @param note who changed it, and when */
    record Entry(String name, String note) {}

    /** @param newestFirst the changes, after which {@code current} stands */
    static List<Entry> of(List<PastContact> newestFirst, String current, Instant now) {
        List<Entry> entries = new ArrayList<>();
        String next = current;
        for (PastContact past : newestFirst) {
            String by = (past.isReplacedByFiles() ? "县的文件" : past.byName()) + "，"
                    + ChineseTime.formatPast(past.replacedAt(), now);
            String name = past.contact().map(Contact::name).orElse("");
            entries.add(
                    past.contact().isEmpty()
                            ? new Entry("新添", by)
                            : past.from().isEmpty()
                                    ? new Entry("换了电话或账号", by)
                                    : name.equals(next)
                                            ? new Entry(name, "改了电话、账号或日子 · " + by)
                                            : new Entry(name, period(past) + " · " + by + "换的"));
            next = name;
        }
        return entries;
    }

    private static String period(PastContact past) {
        LocalDate replaced = DeadlinePolicy.localDate(past.replacedAt());
        LocalDate last = past.until().filter(day -> day.isBefore(replaced)).orElse(replaced);
        return past.from().map(from -> from + " — ").orElse("") + last;
    }

    private HolderHistory() {}
}
