package lianhu.core.deadline;

import java.util.Optional;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;

/**
 * One rule of the county's deadlines.
 *
 * @param kind for which it is the general rule; empty for one that categories name by key
 * @param source where the rule comes from, or 示例
 */
public record DeadlineRule(
        String key, Optional<RequestKind> kind, Urgency urgency, int amount, Unit unit, String source) {
    /** How time is counted. */
    public enum Unit {
        WORKING_DAYS,
        BUSINESS_HOURS,
        HOURS,
        MINUTES
    }
}
