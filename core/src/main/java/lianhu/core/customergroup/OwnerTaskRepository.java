package lianhu.core.customergroup;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.notice.Delivery;

/**
 * What waits for the tap of a customer group's owner. A delivery stands in one living task at most; that a task is asked
 * for is committed before WeCom is asked, so that nobody asks twice.
 */
public interface OwnerTaskRepository {
    /** Deliveries to customer groups that wait and stand in no living task, oldest first. */
    Uni<List<PendingText>> pendingTexts(int limit);

    /** Living tasks of which WeCom knows, oldest first. */
    Uni<List<OwnerTask>> openTasks();

    /** Empty when another copy was faster with one of the deliveries. */
    Uni<Optional<Long>> create(String owner, List<TaskPart> taskParts);

    /** WeCom took it: it waits for the owner from now. */
    Uni<Void> markSubmitted(long task, String msgid, String why);

    /** WeCom surely did not take it, or it was called back: its deliveries wait again, for another task. */
    Uni<Void> release(long task, String why);

    /** It may or may not have been taken: never asked again by itself. */
    Uni<Void> markUnknown(long task, String why);

    /** Tasks whose copy died between asking and marking. */
    Uni<Integer> expireSubmitting(Duration lease);

    Uni<Void> markSent(long task, List<String> chats, String why);

    Uni<Void> markUndeliverable(long task, List<String> chats, String why);

    /**
     * WeCom let these groups hear no more today: what waits is put before the owner again tomorrow. What is urgent, or older
     * than this patience, cannot be told this way any more.
     */
    Uni<Void> postpone(long task, List<String> chats, String why, Duration patience, String inVain);

    /** Overtaken by something newer, or over. */
    Uni<Void> markDropped(List<Long> deliveries, String why);

    Uni<Void> updateReason(List<Long> deliveries, String why);

    /** True for the one copy that may remind for the nth time. */
    Uni<Boolean> claimReminder(long task, int nth);

    /** @param isServedToday the group has heard something today; WeCom lets one mass message through */
    record PendingText(Delivery delivery, String chat, boolean isServedToday) {}

    record TaskPart(long delivery, String chat) {}

    /**
     * @param since when it was intended: what is older and not in it found no room
     * @param isStale a person settled something in it meanwhile: what the owner would send says too much
     */
    record OwnerTask(
            long id,
            String msgid,
            String owner,
            List<TaskPart> parts,
            int reminded,
            Optional<Instant> remindedAt,
            Instant since,
            boolean isStale) {}
}
