package lianhu.core.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;

/** Due dates by the rule of the category's key, else of the urgency, else of the kind. */
public record DeadlinePolicy(List<DeadlineRule> rules, BusinessCalendar calendar) {
    private static final int DEFAULT_WORKING_DAYS = 5;
    private static final Duration TRIAGE_TIME = Duration.ofHours(2);

    /** Due date of the answer. It counts from the dispatch, not from the acceptance. */
    public DueDate answerDue(RequestKind requestKind, String key, Urgency urgency, Instant dispatched) {
        return rule(requestKind, key, urgency)
                .map(rule -> calendar.add(dispatched, rule.amount(), rule.unit()))
                .orElseGet(() -> calendar.add(dispatched, DEFAULT_WORKING_DAYS, DeadlineRule.Unit.WORKING_DAYS));
    }

    /** When the desk must have found the owner: the next close of business at least two hours away. */
    public Instant triageDue(Instant received) {
        return calendar.nextClose(received, TRIAGE_TIME);
    }

    public static LocalDate localDate(Instant at) {
        return at.atZone(BusinessCalendar.ZONE).toLocalDate();
    }

    private Optional<DeadlineRule> rule(RequestKind requestKind, String key, Urgency urgency) {
        Optional<DeadlineRule> own = urgency == Urgency.EMERGENCY ? Optional.empty() : ruleByKey(key);
        return own.or(() -> firstRule(rule -> rule.urgency() == urgency
                && rule.kind().filter(requestKind::equals).isPresent()));
    }

    /** Some categories are urgent by themselves: water, power, an open manhole. */
    public Urgency urgency(String key) {
        return ruleByKey(key).map(DeadlineRule::urgency).orElse(Urgency.NORMAL);
    }

    private Optional<DeadlineRule> ruleByKey(String key) {
        return key.isEmpty() ? Optional.empty() : firstRule(rule -> rule.key().equals(key));
    }

    private Optional<DeadlineRule> firstRule(Predicate<DeadlineRule> wanted) {
        return rules.stream().filter(wanted).findFirst();
    }
}
