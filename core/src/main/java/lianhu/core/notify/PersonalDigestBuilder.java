package lianhu.core.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries.Row;
import lianhu.core.ticket.TicketNo;

/** Counts the tickets of one person. A ticket that a person has by two posts counts once. */
final class PersonalDigestBuilder {
    private final String person;
    private final NewDelivery delivery;
    private final List<Row> open = new ArrayList<>();
    private final List<TicketNo> sealed = new ArrayList<>();
    private final Set<TicketNo> counted = new HashSet<>();
    private final Map<Recipient, String> names = new LinkedHashMap<>();
    private int overdue;
    private int dueToday;
    private int overdueBelow;

    PersonalDigestBuilder(String person, NewDelivery delivery) {
        this.person = person;
        this.delivery = delivery;
    }

    void add(Row row, Recipient by, String name, Instant now) {
        boolean isSealed = row.ticket().isSealed();
        if (!isSealed) {
            names.put(by, name);
        }
        if (!counted.add(row.ticket().no())) {
            return;
        }
        Instant due = row.ticket().due();
        if (isSealed) {
            sealed.add(row.ticket().no());
            return;
        }
        open.add(row);
        if (due.isBefore(now)) {
            overdue++;
        } else if (DeadlinePolicy.localDate(due).equals(DeadlinePolicy.localDate(now))) {
            dueToday++;
        }
    }

    void addBelow() {
        overdueBelow++;
    }

    /** @param named at most so many tickets are named, the first that were added */
    PersonalDigest build(int named) {
        return new PersonalDigest(
                person,
                delivery,
                open.size(),
                overdue,
                dueToday,
                List.copyOf(open.subList(0, Math.min(named, open.size()))),
                sealed.size(),
                sealed.stream()
                        .filter(no -> open.isEmpty() && overdueBelow == 0)
                        .findFirst(),
                overdueBelow,
                Map.copyOf(names));
    }
}
