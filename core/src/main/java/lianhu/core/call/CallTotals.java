package lianhu.core.call;

/**
 * Calls since an instant. {@code offered} is the sum of the four others.
 *
 * @param offered all that came in
 * @param open of them still going on
 * @param reports of them that made a report
 * @param callbacks of them that made a task to call back
 * @param empty of them without words and number
 * @param waiting tasks of any time that nobody has settled
 */
public record CallTotals(int offered, int open, int reports, int callbacks, int empty, int waiting) {}
