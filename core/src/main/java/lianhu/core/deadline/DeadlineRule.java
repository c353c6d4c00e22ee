package lianhu.core.deadline;

import java.util.Optional;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;

/**
 * One rule of the county's deadlines.
 *
 * @param kind whose general rule it is; empty for a rule that categories name by key
 * @param source of the rule, or 示例
 */
public record DeadlineRule(
        String key, Optional<RequestKind> kind, Urgency urgency, int amount, Unit unit, String source) {
    /** Unit of the amount. */
    public enum Unit {
        WORKING_DAYS,
        BUSINESS_HOURS,
        HOURS,
        MINUTES
    }
}
