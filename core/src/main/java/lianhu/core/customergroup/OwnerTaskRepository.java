package lianhu.core.customergroup;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.notice.Delivery;

/**
 * Mass messages that wait for the confirmation of a customer group's owner. A delivery is in at most one open task,
 * which is committed before WeCom is called, so that no owner is asked twice.
 */
public interface OwnerTaskRepository {
    /** Waiting deliveries to customer groups without an open task, oldest first. */
    Uni<List<PendingText>> pendingTexts(int limit);

    /** Open tasks that WeCom accepted, oldest first. */
    Uni<List<OwnerTask>> openTasks();

    /** Empty when another copy claimed one of the deliveries first. */
    Uni<Optional<Long>> create(String owner, List<TaskPart> taskParts);

    /** WeCom accepted the task; it waits for the owner. */
    Uni<Void> markSubmitted(long task, String msgid, String why);

    /** WeCom did not accept the task, or it was withdrawn: its deliveries wait for another task. */
    Uni<Void> release(long task, String why);

    /** WeCom may have accepted the task: it is never submitted again automatically. */
    Uni<Void> markUnknown(long task, String why);

    /** Tasks whose copy died between claim and submission. */
    Uni<Integer> expireSubmitting(Duration lease);

    Uni<Void> markSent(long task, List<String> chats, String why);

    Uni<Void> markUndeliverable(long task, List<String> chats, String why);

    /**
     * WeCom's daily limit of these groups is reached: the deliveries wait for the next day. An urgent delivery, or one
     * older than the patience, cannot be sent this way.
     */
    Uni<Void> postpone(long task, List<String> chats, String why, Duration patience, String failure);

    /** Obsolete, or replaced by a newer delivery. */
    Uni<Void> markDropped(List<Long> deliveries, String why);

    Uni<Void> updateReason(List<Long> deliveries, String why);

    /** True for the one copy that may send the nth reminder. */
    Uni<Boolean> claimReminder(long task, int nth);

    /** @param isServedToday the group got a mass message today; WeCom allows one */
    record PendingText(Delivery delivery, String chat, boolean isServedToday) {}

    record TaskPart(long delivery, String chat) {}

    /**
     * @param since time of the claim
     * @param isStale a person settled one of its deliveries, so its text says too much
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
