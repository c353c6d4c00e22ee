package lianhu.core.call;

/**
 * Calls since an instant. {@code offered} is the sum of {@code open}, {@code reports}, {@code callbacks}, {@code answered},
 * {@code progress} and {@code empty}.
 *
 * @param offered all that came in
 * @param open of them still going on
 * @param reports of them that made a report without an agent
 * @param callbacks of them that made a task to call back
 * @param answered of them that ended as a talk with an agent
 * @param progress of them that heard how a matter stands
 * @param empty of them without words and number
 * @param picked of them that an agent answered, whatever they came to
 * @param pickedInTime of {@code picked} within 15 seconds of arriving (GB/T 33358-2016)
 * @param waiting callers of any time who wait to be called back, each number once
 * @param unfiled talks of any time that nobody has filed or settled
 */
public record CallTotals(
        int offered,
        int open,
        int reports,
        int callbacks,
        int answered,
        int progress,
        int empty,
        int picked,
        int pickedInTime,
        int waiting,
        int unfiled) {}
