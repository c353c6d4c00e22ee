package lianhu.core.call;

import java.time.Instant;
import java.util.List;

/**
 * How many callers were called back in time.
 *
 * @param due those who were called back, and those whose time is over
 * @param inTime of {@code due} those who were called back within the time limit
 */
public record CallbackFigures(int due, int inTime) {
    public static CallbackFigures of(List<CallbackTask> tasks, Instant now) {
        return new CallbackFigures(
                (int) tasks.stream().filter(task -> task.isDue(now)).count(),
                (int) tasks.stream().filter(CallbackTask::isInTime).count());
    }
}
