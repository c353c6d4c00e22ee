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
    private static final int URGENT_ACCEPTANCE_MINUTES = 30;
    private static final int ACCEPTANCE_HOURS = 2;
    private static final int RETURN_WORKING_DAYS = 1;
    private static final int RESULT_CHECK_WORKING_DAYS = 1;
    private static final int SUPERVISION_REPLY_WORKING_DAYS = 3;
    private static final Duration TRIAGE_TIME = Duration.ofHours(2);

    /**
     * When the owner must have accepted (晴隆县12345热线: 水电气热 30 分钟, 其余两小时). Empty for an emergency: its responders are
     * called.
     */
    public Optional<Instant> acceptanceDue(Urgency urgency, Instant dispatched) {
        return switch (urgency) {
            case EMERGENCY -> Optional.empty();
            case URGENT ->
                Optional.of(calendar.add(dispatched, URGENT_ACCEPTANCE_MINUTES, DeadlineRule.Unit.MINUTES)
                        .at());
            case NORMAL ->
                Optional.of(calendar.add(dispatched, ACCEPTANCE_HOURS, DeadlineRule.Unit.BUSINESS_HOURS)
                        .at());
        };
    }

    /** Until when the owner may give it back; afterwards it counts as accepted (天津市12345: 一个工作日). */
    public Instant returnUntil(Instant dispatched) {
        return calendar.add(dispatched, RETURN_WORKING_DAYS, DeadlineRule.Unit.WORKING_DAYS)
                .at();
    }

    /** Due date of the answer. It counts from the dispatch, not from the acceptance. */
    public DueDate answerDue(RequestKind requestKind, String key, Urgency urgency, Instant dispatched) {
        return rule(requestKind, key, urgency)
                .map(rule -> calendar.add(dispatched, rule.amount(), rule.unit()))
                .orElseGet(() -> calendar.add(dispatched, DEFAULT_WORKING_DAYS, DeadlineRule.Unit.WORKING_DAYS));
    }

    /** Half of the time of {@link #answerDue}, rounded up, for a matter that is handled again. */
    public DueDate halfAnswerDue(RequestKind requestKind, String key, Urgency urgency, Instant start) {
        return rule(requestKind, key, urgency)
                .map(rule -> calendar.add(start, half(rule.amount()), rule.unit()))
                .orElseGet(() -> calendar.add(start, half(DEFAULT_WORKING_DAYS), DeadlineRule.Unit.WORKING_DAYS));
    }

    private static int half(int amount) {
        return (amount + 1) / 2;
    }

    /** Until when the desk checks a result; afterwards it passes: one working day. */
    public Instant resultCheckUntil(Instant submitted) {
        return calendar.add(submitted, RESULT_CHECK_WORKING_DAYS, DeadlineRule.Unit.WORKING_DAYS)
                .at();
    }

    /** Until when the owner says how far a supervised matter is: three working days. */
    public Instant supervisionReplyDue(Instant supervised) {
        return calendar.add(supervised, SUPERVISION_REPLY_WORKING_DAYS, DeadlineRule.Unit.WORKING_DAYS)
                .at();
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
