package lianhu.core.outbound;

/**
 * How often a number is called.
 *
 * @param calls to one number in 24 hours; without a line it was none
 */
public record DailyCallLimit(int calls) {}
