package lianhu.core.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Urgency;

/** When a matter is due: the rule its category names, else the one of its urgency, else the one of its kind. */
public record Deadlines(List<DeadlineRule> rules, WorkingDays workingDays) {
    private static final int WITHOUT_RULE = 5;
    private static final Duration TRIAGE = Duration.ofHours(2);

    /** The answer's due date. It runs from the dispatch, never from the acceptance: not to accept stops no clock. */
    public Due answer(Kind kind, String key, Urgency urgency, Instant dispatched) {
        return rule(kind, key, urgency)
                .map(rule -> workingDays.after(dispatched, rule.amount(), rule.unit()))
                .orElseGet(() -> workingDays.after(dispatched, WITHOUT_RULE, DeadlineRule.Unit.WORKING_DAYS));
    }

    /** By when the desk has found the owner and said so: the next close of business at least two hours away. */
    public Instant triage(Instant received) {
        return workingDays.nextClose(received, TRIAGE);
    }

    public static LocalDate day(Instant at) {
        return at.atZone(WorkingDays.ZONE).toLocalDate();
    }

    private Optional<DeadlineRule> rule(Kind kind, String key, Urgency urgency) {
        Optional<DeadlineRule> own = urgency == Urgency.EMERGENCY ? Optional.empty() : own(key);
        return own.or(() -> first(rule ->
                rule.urgency() == urgency && rule.kind().filter(kind::equals).isPresent()));
    }

    /** Some categories are urgent by themselves: water, power, an open manhole. */
    public Urgency urgency(String key) {
        return own(key).map(DeadlineRule::urgency).orElse(Urgency.NORMAL);
    }

    private Optional<DeadlineRule> own(String key) {
        return key.isEmpty() ? Optional.empty() : first(rule -> rule.key().equals(key));
    }

    private Optional<DeadlineRule> first(Predicate<DeadlineRule> wanted) {
        return rules.stream().filter(wanted).findFirst();
    }
}
